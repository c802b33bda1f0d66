package io.millrace.connector.generator;

import io.millrace.connector.generator.Placeholder.Yields;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.commons.rng.sampling.distribution.AliasMethodDiscreteSampler;
import org.apache.commons.rng.sampling.distribution.DiscreteSampler;
import org.apache.commons.rng.sampling.distribution.RejectionInversionZipfSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** All placeholders of text templates. */
final class Placeholders {
    private static final String DECIMALS = ", with as many decimals as are written";
    private static final long LARGEST = 1_000_000_000_000L;

    static final List<Placeholder> ALL = List.of(
            text("sequence", "The number of the event in its partition, from 0", (arguments, draw) -> {
                arguments.require(0, 0);
                return into -> into.number(draw.sequence());
            }),
            text("partition", "The number of the partition, from 0", (arguments, draw) -> {
                arguments.require(0, 0);
                return into -> into.number(draw.partition());
            }),
            time("time", "When the event happens: 2026-01-31T10:15:00.123Z", (arguments, draw) -> {
                arguments.require(0, 0);
                return into -> into.timestamp(draw.timeMicros());
            }),
            time("time_millis", "The same, in milliseconds since 1970-01-01T00:00:00Z", (arguments, draw) -> {
                arguments.require(0, 0);
                return into -> into.decimal(Math.floorDiv(draw.timeMicros(), 1000), 0);
            }),
            text("uuid", "A UUID of version 4", Placeholders::uuid),
            text("hex(digits)", "So many hexadecimal digits, up to 64", Placeholders::hex),
            number("uniform(low, high)", "A number from low to high, each as likely" + DECIMALS, Placeholders::uniform),
            number(
                    "normal(mean, deviation)",
                    "A number about the mean, normally distributed" + DECIMALS,
                    Placeholders::normal),
            number(
                    "exponential(mean)",
                    "A number from 0, small ones more likely, exponentially distributed" + DECIMALS,
                    Placeholders::exponential),
            number(
                    "zipf(count, exponent)",
                    "A whole number from 1 to count, few of them in most events: Zipf's law; the exponent is 1 if left out",
                    Placeholders::zipf),
            text("pick(a, b, ...)", "One of the texts; pick(a: 70, b: 30) weighs them", Placeholders::pick),
            text("boolean(share)", "true in that share of events, else false", (arguments, draw) -> {
                arguments.require(1, 1);
                double share = arguments.share(0);
                byte[] yes = Words.utf8("true");
                byte[] no = Words.utf8("false");
                return into -> into.raw(draw.dice().fraction() < share ? yes : no);
            }),
            words("first_name", "A first name", Words.FIRST_NAMES),
            words("last_name", "A last name", Words.LAST_NAMES),
            text("email", "An e-mail address at a host that does not exist", (arguments, draw) -> {
                arguments.require(0, 0);
                return into -> into.raw(draw.dice().pick(Words.MAIL_NAMES))
                        .number(draw.dice().below(10_000))
                        .raw('@')
                        .raw(draw.dice().pick(Words.MAIL_HOSTS));
            }),
            words("city", "A city", Words.WORLD_CITIES),
            words("country", "A country, of two letters", Words.COUNTRIES));

    private Placeholders() {}

    private static Placeholder text(String usage, String meaning, BiFunction<Arguments, Draw, Piece> open) {
        return new Placeholder(usage, meaning, Yields.TEXT, open);
    }

    private static Placeholder number(String usage, String meaning, BiFunction<Arguments, Draw, Piece> open) {
        return new Placeholder(usage, meaning, Yields.NUMBER, open);
    }

    private static Placeholder time(String usage, String meaning, BiFunction<Arguments, Draw, Piece> open) {
        return new Placeholder(usage, meaning, Yields.TIME, open);
    }

    private static Placeholder words(String usage, String meaning, byte[][] words) {
        return text(usage, meaning, (arguments, draw) -> {
            arguments.require(0, 0);
            return into -> into.raw(draw.dice().pick(words));
        });
    }

    private static Piece uuid(Arguments arguments, Draw draw) {
        arguments.require(0, 0);
        return into -> {
            long high = draw.nextLong() & ~0xF000L | 0x4000L;
            long low = draw.nextLong() & ~(0xCL << 60) | 0x8L << 60;
            into.hex(high >>> 32, 8).raw('-').hex(high >>> 16, 4).raw('-').hex(high, 4);
            into.raw('-').hex(low >>> 48, 4).raw('-').hex(low, 12);
        };
    }

    private static Piece hex(Arguments arguments, Draw draw) {
        arguments.require(1, 1);
        int digits = arguments.whole(0, 1, 64);
        return into -> {
            for (int left = digits; left > 0; left -= 16) {
                into.hex(draw.nextLong(), Math.min(left, 16));
            }
        };
    }

    private static Piece uniform(Arguments arguments, Draw draw) {
        arguments.require(2, 2);
        int decimals = arguments.decimals();
        long low = unscaled(arguments, 0, decimals);
        long high = unscaled(arguments, 1, decimals);
        if (high < low) {
            throw arguments.wrong("expected the lower bound first");
        }
        return into -> into.decimal(draw.nextLong(low, high + 1), decimals);
    }

    private static Piece normal(Arguments arguments, Draw draw) {
        arguments.require(2, 2);
        int decimals = arguments.decimals();
        double mean = unscaled(arguments, 0, decimals);
        double deviation = unscaled(arguments, 1, decimals);
        if (deviation < 0) {
            throw arguments.wrong("expected a deviation that is not negative");
        }
        var sampler = ZigguratSampler.NormalizedGaussian.of(draw);
        return into -> into.decimal(Math.round(mean + deviation * sampler.sample()), decimals);
    }

    private static Piece exponential(Arguments arguments, Draw draw) {
        arguments.require(1, 1);
        int decimals = arguments.decimals();
        double mean = unscaled(arguments, 0, decimals);
        if (mean <= 0) {
            throw arguments.wrong("expected a mean above 0");
        }
        var sampler = ZigguratSampler.Exponential.of(draw, mean);
        return into -> into.decimal(Math.round(sampler.sample()), decimals);
    }

    private static Piece zipf(Arguments arguments, Draw draw) {
        arguments.require(1, 2);
        int count = arguments.whole(0, 1, Integer.MAX_VALUE);
        double exponent = arguments.count() == 1 ? 1 : arguments.number(1, 0, 100);
        DiscreteSampler sampler = RejectionInversionZipfSampler.of(draw, count, exponent);
        return into -> into.number(sampler.sample());
    }

    private static Piece pick(Arguments arguments, Draw draw) {
        arguments.require(1, Integer.MAX_VALUE);
        byte[][] texts = new byte[arguments.count()][];
        double[] weights = new double[texts.length];
        for (int i = 0; i < texts.length; i++) {
            String choice = arguments.text(i);
            int colon = choice.endsWith("\"") ? -1 : choice.lastIndexOf(':');
            texts[i] = Words.utf8(
                    unquoted(colon < 0 ? choice : choice.substring(0, colon).strip()));
            weights[i] = colon < 0 ? 1 : weight(arguments, choice.substring(colon + 1));
        }
        DiscreteSampler sampler = AliasMethodDiscreteSampler.of(draw, weights);
        return into -> into.raw(texts[sampler.sample()]);
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private static double weight(Arguments arguments, String text) {
        Arguments weight =
                new Arguments(arguments.placeholder(), arguments.at(), arguments.usage(), List.of(text.strip()));
        return weight.number(0, 0, LARGEST);
    }

    private static long unscaled(Arguments arguments, int index, int decimals) {
        BigDecimal value = arguments.decimal(index);
        if (value.abs().compareTo(BigDecimal.valueOf(LARGEST)) > 0) {
            throw arguments.wrong("expected a number of at most " + LARGEST + " instead of " + arguments.text(index));
        }
        return value.setScale(decimals, RoundingMode.UNNECESSARY)
                .unscaledValue()
                .longValueExact();
    }
}
