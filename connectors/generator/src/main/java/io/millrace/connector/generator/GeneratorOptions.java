package io.millrace.connector.generator;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionSpec.Trait;
import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import java.time.Instant;

/** What the statements about the generator take. */
final class GeneratorOptions {
    private static final OptionType<Instant> MOMENT = new OptionType<>(
            "TIMESTAMP '2026-01-31 00:00:00'",
            value -> value instanceof OptionValue.Moment moment ? moment.value() : null);

    static final OptionSpec<String> COMMENT =
            OptionSpec.optional("COMMENT", OptionType.STRING, "A remark", "'test data'", Trait.EDITABLE);
    static final OptionSpec<TemplateChoice> TEMPLATE = OptionSpec.defaulted(
            "TEMPLATE",
            TemplateChoice.TYPE,
            TemplateChoice.ORDERS,
            "The kind of events, or how an event is written, with placeholders",
            "'{\"id\":{{sequence}},\"total\":{{normal(50.00, 12)}}}'");
    static final OptionSpec<Long> ROWS = OptionSpec.optional(
            "ROWS", OptionType.INTEGER, "How many events there are in all; no end if not given", "1000000");
    static final OptionSpec<Double> ROWS_PER_SECOND = OptionSpec.optional(
            "ROWS_PER_SECOND",
            OptionType.NUMBER,
            "How many events come in a second; if not given, all of ROWS are there at once, and without ROWS 1000 come",
            "500");
    static final OptionSpec<Long> SEED = OptionSpec.defaulted(
            "SEED", OptionType.INTEGER, 42L, "Another seed gives other events; the same, the same", "7");
    static final OptionSpec<Double> DIRT = OptionSpec.defaulted(
            "DIRT",
            OptionType.NUMBER,
            0.0,
            "The share of events that are late, hold a text where a number belongs, or are cut off; from 0 to 1",
            "0.01");
    static final OptionSpec<Long> PARTITIONS = OptionSpec.defaulted(
            "PARTITIONS", OptionType.INTEGER, 1L, "How many independent streams the events come in", "4");
    static final OptionSpec<Instant> FIRST_EVENT_TIME = OptionSpec.defaulted(
            "FIRST_EVENT_TIME",
            MOMENT,
            Instant.parse("2026-01-01T00:00:00Z"),
            "The time of the first event; the others follow at the pace of ROWS_PER_SECOND, or a millisecond apart",
            "TIMESTAMP '2026-01-31 00:00:00'");

    static final OptionSet CONNECTION = OptionSet.of("GENERATOR connection", COMMENT);
    static final OptionSet SOURCE = OptionSet.of(
            "COPY FROM GENERATOR", TEMPLATE, ROWS, ROWS_PER_SECOND, SEED, DIRT, PARTITIONS, FIRST_EVENT_TIME);

    private GeneratorOptions() {}

    static double dirt(Options source) {
        double dirt = source.get(DIRT);
        require(dirt >= 0 && dirt <= 1, DIRT, dirt, "expected a number from 0 to 1");
        return dirt;
    }

    static int partitions(Options source) {
        long partitions = source.get(PARTITIONS);
        require(partitions >= 1 && partitions <= 10_000, PARTITIONS, partitions, "expected 1 to 10000");
        return (int) partitions;
    }

    static long rows(Options source) {
        long rows = source.find(ROWS).orElse(Long.MAX_VALUE);
        require(rows >= 0, ROWS, rows, "expected a number that is not negative");
        return rows;
    }

    /** Rows per second; infinite when all are there at once. */
    static double rate(Options source) {
        double rate = source.find(ROWS_PER_SECOND)
                .orElse(source.isSet(ROWS) ? Double.POSITIVE_INFINITY : Double.valueOf(1000));
        require(rate > 0, ROWS_PER_SECOND, rate, "expected a number above 0");
        return rate;
    }

    private static void require(boolean condition, OptionSpec<?> spec, Object value, String hint) {
        if (!condition) {
            throw new MillraceException(
                            ErrorCode.INVALID_OPTION_VALUE, "Cannot set option " + spec.name() + ": " + value)
                    .withHint(hint);
        }
    }
}
