package io.millrace.sql;

import static io.millrace.sql.StatementArbitraries.PLACE;
import static io.millrace.sql.StatementArbitraries.word;

import io.millrace.spi.option.OptionAssignment;
import io.millrace.spi.option.OptionValue;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Any options, as statements may have them. */
final class OptionArbitraries {
    private static final Arbitrary<String> EXPRESSIONS = Arbitraries.of(
            "epoch_ms(ts)",
            "a + b",
            "CASE WHEN a = 'b' THEN 1 END",
            "ts",
            "(a = b)",
            "a::TIMESTAMP",
            "x -- note\n + 1");

    private OptionArbitraries() {}

    static Arbitrary<List<OptionAssignment>> options() {
        return option(2).list().ofMaxSize(3);
    }

    static Arbitrary<List<OptionAssignment>> atLeastOne() {
        return option(2).list().ofMinSize(1).ofMaxSize(3);
    }

    /** With those whose values are SQL. */
    static Arbitrary<List<OptionAssignment>> jobOptions() {
        Arbitrary<OptionAssignment> eventTime =
                EXPRESSIONS.map(sql -> assignment("EVENT_TIME", new OptionValue.Expression(sql)));
        Arbitrary<OptionAssignment> transformations = Combinators.combine(
                        Arbitraries.of("email", "customer.name", "\"E Mail\"", "items[].x"), EXPRESSIONS)
                .as((path, sql) -> new OptionValue.Assignment(path, sql, PLACE))
                .list()
                .ofMaxSize(3)
                .map(values -> assignment("COLUMN_TRANSFORMATIONS", new OptionValue.Assignments(values)));
        return Combinators.combine(
                        options(),
                        Arbitraries.oneOf(eventTime, transformations).list().ofMaxSize(2),
                        options())
                .as((before, sql, after) -> {
                    List<OptionAssignment> all = new ArrayList<>(before);
                    all.addAll(sql);
                    all.addAll(after);
                    return all;
                });
    }

    private static OptionAssignment assignment(String name, OptionValue value) {
        return new OptionAssignment(name, value, PLACE, PLACE);
    }

    private static Arbitrary<OptionAssignment> option(int depth) {
        return Combinators.combine(word(), value(depth)).as(OptionArbitraries::assignment);
    }

    private static Arbitrary<OptionValue> value(int depth) {
        Arbitrary<OptionValue> flat = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(6).map(OptionValue.Text::new),
                Arbitraries.of("it's", "a\nb", "\\", "${A}", "$$", "--").map(OptionValue.Text::new),
                word().map(OptionValue.Word::new),
                Arbitraries.of("0", "-1", "5000", "1.5", "-0.25", "1e10", "0x1F")
                        .map(OptionValue.Numeral::new),
                Arbitraries.of(true, false).map(OptionValue.Flag::new),
                Arbitraries.longs()
                        .between(0, 1_000_000_000_000L)
                        .map(micros -> new OptionValue.Span(Duration.of(micros, ChronoUnit.MICROS))),
                Arbitraries.of(1, 60, 3_600, 86_400, 90, 7_200)
                        .map(seconds -> new OptionValue.Span(Duration.ofSeconds(seconds))),
                Arbitraries.longs()
                        .between(-62_000_000_000L, 250_000_000_000L)
                        .map(seconds -> new OptionValue.Moment(Instant.ofEpochSecond(seconds, seconds & 999))),
                word().map(OptionValue.Environment::new),
                word().map(OptionValue.FileContent::new));
        Arbitrary<OptionValue> expression =
                Arbitraries.of("f(x)", "a.b", "a + 1", "x'00'").map(OptionValue.Expression::new);
        if (depth == 0) {
            return Arbitraries.oneOf(flat, expression);
        }
        return Arbitraries.oneOf(
                flat,
                expression,
                value(depth - 1).list().ofMaxSize(3).map(OptionValue.Items::new),
                option(depth - 1).list().ofMinSize(1).ofMaxSize(3).map(OptionValue.Nested::new));
    }
}
