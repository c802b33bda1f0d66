package io.millrace.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.formats.contract.Decoding;
import io.millrace.spi.decode.DecodeSettings;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The decoder agrees with Jackson under the rules, and with itself however the bytes are cut. */
class DifferentialTest {
    private static final DecodeSettings SMALL_BATCHES =
            new DecodeSettings(List.of(), java.util.Set.of(), 2000, 200, 1 << 20, 3, 1 << 20, false);

    @Provide
    Arbitrary<List<String>> records() {
        return Documents.records().list().ofMinSize(1).ofMaxSize(10);
    }

    @Provide
    Arbitrary<String> numbers() {
        return Documents.numbers();
    }

    @Property(tries = 1000)
    void rowsAreWhatJacksonReads(@ForAll("records") List<String> records) {
        Oracle oracle = new Oracle();
        List<JsonNode> expected = new ArrayList<>();
        for (String record : records) {
            expected.add(oracle.row(record));
        }
        Decoding decoding = JsonDecoding.of(SMALL_BATCHES, String.join("\n", records));
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.rows).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertSame(expected.get(i), decoding.rows.get(i), records.get(i));
        }
        assertThat(decoding.decoder.duplicateKeys()).isEqualTo(oracle.duplicateKeys);
    }

    @Property(tries = 3000)
    void numbersAreKeptExactly(@ForAll("numbers") String number) {
        Decoding decoding = JsonDecoding.of("{\"a\":" + number + "}");
        assertThat(decoding.rejects).isEmpty();
        assertSame(Oracle.number(number), decoding.rows.get(0).get("a"), number);
    }

    /** Doubles of ordinary size as other systems print them, with too few, just enough and too many digits. */
    @Property(tries = 3000)
    void printedDoublesSurvive(
            @ForAll long bits, @ForAll @IntRange(min = -40, max = 60) int exponent, @ForAll boolean round) {
        long mantissa = round ? bits & 0xF : bits & ((1L << 52) - 1);
        double value = Double.longBitsToDouble((long) (exponent + 1023) << 52 | mantissa);
        for (int digits = 14; digits <= 19; digits++) {
            BigDecimal printed = new BigDecimal(value).round(new MathContext(digits));
            for (String number : List.of(
                    printed.toPlainString() + (printed.scale() > 0 ? "" : ".0"),
                    String.format(Locale.ROOT, "%." + (digits - 1) + "e", printed),
                    "-" + printed.unscaledValue() + "E" + -printed.scale())) {
                assertSame(
                        Oracle.number(number),
                        JsonDecoding.of("{\"a\":" + number + "}").rows.get(0).get("a"),
                        number);
            }
        }
    }

    @Property(tries = 300)
    void cutsDoNotMatter(@ForAll("records") List<String> records, @ForAll long seed) {
        byte[] payload = String.join("", records).getBytes(StandardCharsets.UTF_8);
        java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
        Decoding whole = JsonDecoding.with(SMALL_BATCHES).payload(payload).take();
        Decoding cut = JsonDecoding.with(SMALL_BATCHES)
                .payload(payload, at -> at + 1 + random.nextInt(random.nextInt(3) == 0 ? 3 : 40))
                .take();
        assertThat(cut.rows).isEqualTo(whole.rows);
        assertThat(cut.rejects).isEmpty();
        assertThat(cut.lastColumns).isEqualTo(whole.lastColumns);
    }

    /** Equal in kind and value; decimals may differ in trailing zeros. */
    private static void assertSame(JsonNode expected, JsonNode actual, String context) {
        assertThat(actual.getNodeType()).as(context).isEqualTo(expected.getNodeType());
        if (expected.isNumber()) {
            assertThat(actual.isDouble()).as(context).isEqualTo(expected.isDouble());
            if (expected.isDouble()) {
                assertThat(Double.doubleToRawLongBits(actual.doubleValue()))
                        .as(context)
                        .isEqualTo(Double.doubleToRawLongBits(expected.doubleValue()));
            } else {
                BigDecimal value = actual.decimalValue();
                assertThat(value).as(context).isEqualByComparingTo(expected.decimalValue());
            }
            return;
        }
        assertThat(actual.size()).as(context).isEqualTo(expected.size());
        if (expected.isObject()) {
            Iterator<Map.Entry<String, JsonNode>> fields = expected.properties().iterator();
            while (fields.hasNext()) {
                Map.Entry<String, JsonNode> field = fields.next();
                assertThat(actual.has(field.getKey()))
                        .as("%s in %s of %s", field.getKey(), actual, context)
                        .isTrue();
                assertSame(field.getValue(), actual.get(field.getKey()), context);
            }
        } else if (expected.isArray()) {
            for (int i = 0; i < expected.size(); i++) {
                assertSame(expected.get(i), actual.get(i), context);
            }
        } else {
            assertThat(actual).as(context).isEqualTo(expected);
        }
    }
}
