package io.millrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kernel.arrow.Values;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.ListVector;
import io.millrace.spi.batch.StructVector;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchEvaluatorTest {
    private static Fixture fixture;

    @BeforeAll
    static void open() {
        fixture = new Fixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void evaluatesOverColumnsAndFields() {
        Column email = strings("email", "a@x.org", null, "b@x.org");
        Column customer = new Column("customer");
        StructVector struct = customer.structs();
        struct.append(0);
        struct.append(2);
        struct.addField(strings("email", "c@x.org", null, "d@x.org"));
        Batch batch = new Batch(3, List.of(email, customer));

        assertThat(values(batch, "upper(email)")).containsExactly("A@X.ORG", null, "B@X.ORG");
        assertThat(values(batch, "customer.email || '!'")).containsExactly("c@x.org!", null, "d@x.org!");
        assertThat(values(batch, "CUSTOMER.Email")).containsExactly("c@x.org", null, "d@x.org");
        assertThat(values(batch, "coalesce(customer.name, 'none')")).containsExactly("none", "none", "none");
        assertThat(values(batch, "missing.path")).containsExactly(null, null, null);
        assertThat(values(batch, "email.path")).containsExactly(null, null, null);
        assertThat(values(batch, "1 + 1")).containsExactly(2L, 2L, 2L);
        assertThat(values(batch, "length(uuid()::VARCHAR)")).containsExactly(36L, 36L, 36L);
    }

    @Test
    void computesTheEventTime() {
        Column ts = new Column("ts");
        ts.longs(Kind.BIGINT).append(0, 1_767_225_600_000L);
        ts.doubles().append(1, 1_767_225_600_500.0);
        ts.bytes(Kind.STRING).append(2, "soon".getBytes(StandardCharsets.UTF_8), 0, 4);
        Evaluated result = evaluate(new Batch(4, List.of(ts)), "to_timestamp(ts / 1000)");

        assertThat(Values.at(result.column(), 0)).contains(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(Values.at(result.column(), 1)).contains(Instant.parse("2026-01-01T00:00:00.5Z"));
        assertThat(Values.at(result.column(), 2)).isEmpty();
        assertThat(Values.at(result.column(), 3)).isEmpty();
        assertThat(result.failed().stream()).containsExactly(2);
    }

    @Test
    void takesEachValueWithItsOwnType() {
        Column email = new Column("email");
        email.longs(Kind.BIGINT).append(0, 42);
        email.bytes(Kind.STRING).append(1, "42".getBytes(StandardCharsets.UTF_8), 0, 2);
        email.structs().append(2);
        email.structs().addField(strings("x", null, null, "y"));
        Batch batch = new Batch(4, List.of(email));

        List<Object> hashes = values(batch, "md5(email)");
        assertThat(hashes.get(0)).isEqualTo("a1d0c6e83f027327d8461063f4ac58a6").isEqualTo(hashes.get(1));
        assertThat(hashes.get(3)).isNull();
        assertThat(values(batch, "email")).containsExactly(42L, "42", java.util.Map.of("x", "y"), null);
        assertThat(values(batch, "typeof(email)"))
                .containsExactly("BIGINT", "VARCHAR", "STRUCT(x VARCHAR)", "\"NULL\"");
    }

    @Test
    void reportsTheRowsThatFail() {
        Batch batch = new Batch(4, List.of(strings("n", "1", "x", null, "3")));
        Evaluated result = evaluate(batch, "CAST(n AS INT) + 1");

        assertThat(values(result, 4)).containsExactly(2L, null, null, 4L);
        assertThat(result.failed().stream()).containsExactly(1);
        assertThat(evaluate(batch, "TRY_CAST(n AS INT)").failed().isEmpty()).isTrue();
    }

    @Test
    void doesNotDependOnTheNeighbours() {
        Column mixed = new Column("v");
        mixed.longs(Kind.BIGINT).append(0, 7);
        mixed.bytes(Kind.STRING).append(1, "x".getBytes(StandardCharsets.UTF_8), 0, 1);
        mixed.booleans().append(2, true);
        Column number = new Column("v");
        number.longs(Kind.BIGINT).append(0, 7);

        for (String sql : List.of("v", "v + 1", "typeof(v)", "md5(v)", "v || 'a'", "[v]", "{a: v}", "v IS NULL")) {
            List<Object> alone = values(new Batch(1, List.of(number)), sql);
            List<Object> together = values(new Batch(3, List.of(mixed)), sql);
            assertThat(together.get(0)).as(sql).isEqualTo(alone.get(0));
        }
    }

    @Test
    void readsListsAndDecimals() {
        Column tags = new Column("tags");
        ListVector lists = tags.lists();
        lists.append(0);
        lists.element().longs(Kind.BIGINT).append(lists.nextElement(), 1);
        byte[] text = "b".getBytes(StandardCharsets.UTF_8);
        lists.element().bytes(Kind.STRING).append(lists.nextElement(), text, 0, 1);
        Column price = new Column("price");
        price.decimals().append(0, 0, 125, 2);
        price.decimals().append(1, 0, 5, 1);
        Batch batch = new Batch(2, List.of(tags, price));

        assertThat(values(batch, "tags")).containsExactly(List.of("1", "b"), null);
        assertThat(values(batch, "list_transform(tags, lambda price: price || '!')"))
                .containsExactly(List.of("1!", "b!"), null);
        assertThat(values(batch, "price * 2").toString()).isEqualTo("[2.50, 1.00]");
        assertThat(values(batch, "price")).containsExactly(new BigDecimal("1.25"), new BigDecimal("0.50"));
    }

    @Test
    void takesLargeBatches() {
        int rows = 50_000;
        Column n = new Column("n");
        for (int i = 0; i < rows; i += 2) {
            n.longs(Kind.BIGINT).append(i, i);
        }
        List<Object> results = values(new Batch(rows, List.of(n)), "n * 2");

        assertThat(results).hasSize(rows).startsWith(0L, null, 4L).endsWith(2L * (rows - 2), (Object) null);
        assertThat(values(new Batch(0, List.of(n)), "n")).isEmpty();
    }

    @Test
    void evaluatesSeveralExpressionsAtOnce() {
        BatchEvaluator evaluator = BatchEvaluator.create(
                fixture.session,
                List.of(expression("a", "n + 1"), expression("b", "$topic"), expression("c", "md5(n)")));
        Column n = new Column("n");
        n.longs(Kind.BIGINT).append(0, 1);
        for (int i = 0; i < 3; i++) {
            List<Evaluated> results = evaluator.evaluate(new Batch(1, List.of(n, strings("_topic", "t" + i))));
            assertThat(results).extracting(result -> result.column().name()).containsExactly("a", "b", "c");
            assertThat(Values.at(results.get(0).column(), 0)).contains(2L);
            assertThat(Values.at(results.get(1).column(), 0)).contains("t" + i);
        }
    }

    @Test
    void isInterrupted() throws Exception {
        Column n = new Column("n");
        for (int i = 0; i < 500_000; i++) {
            n.longs(Kind.BIGINT).append(i, 10_000);
        }
        BatchEvaluator evaluator =
                BatchEvaluator.create(fixture.session, List.of(expression("a", "list_sum(range(n))")));
        Thread canceller = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                fixture.session.interrupt();
                Thread.onSpinWait();
            }
        });
        canceller.start();
        try {
            assertThatThrownBy(() -> evaluator.evaluate(new Batch(500_000, List.of(n))))
                    .isInstanceOfSatisfying(
                            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
        } finally {
            canceller.interrupt();
            canceller.join();
        }
    }

    @Test
    void doesNotLetAFailureThatCannotBeCaughtSpoilTheOthers() {
        BatchEvaluator evaluator = BatchEvaluator.create(
                fixture.session,
                List.of(expression("a", "CAST(n || uuid()::VARCHAR AS INT)"), expression("b", "upper(n)")));
        List<Evaluated> results = evaluator.evaluate(new Batch(2, List.of(strings("n", "x", null))));

        assertThat(results.get(0).failed().stream()).containsExactly(0);
        assertThat(values(results.get(1), 2)).containsExactly("X", null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mdd5(email)           | w.sql:3:5: MR2012: Cannot find function: mdd5 (did you mean md5)
            lower(email) + mdd5(x) | w.sql:3:20: MR2012: Cannot find function: mdd5
            count(email)          | w.sql:3:5: MR2102: Cannot compute from one record: count(email)
            *                     | w.sql:3:5: MR2102: Cannot compute from one record: *
            a, b                  | w.sql:3:5: MR2102: Cannot compute from one record: a, b
            (SELECT a FROM t)     | w.sql:3:5: MR2102: Cannot compute from one record
            lower(                | w.sql:3:
            """)
    void refusesWhatIsNoExpression(String sql, String message) {
        assertThatThrownBy(() -> BatchEvaluator.create(
                        fixture.session, List.of(new Expression("a", sql, new SourceLocation("w.sql", 3, 5)))))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.describe()).startsWith(message));
    }

    private static Evaluated evaluate(Batch batch, String sql) {
        return BatchEvaluator.create(fixture.session, List.of(expression("r", sql)))
                .evaluate(batch)
                .get(0);
    }

    private static List<Object> values(Batch batch, String sql) {
        return values(evaluate(batch, sql), batch.rows());
    }

    private static List<Object> values(Evaluated result, int rows) {
        Object[] values = new Object[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = Values.at(result.column(), i).orElse(null);
        }
        return new ArrayList<>(Arrays.asList(values));
    }

    private static Expression expression(String name, String sql) {
        return new Expression(name, sql, new SourceLocation("w.sql", 1, 1));
    }

    private static Column strings(String name, String... texts) {
        Column column = new Column(name);
        for (int i = 0; i < texts.length; i++) {
            if (texts[i] != null) {
                byte[] bytes = texts[i].getBytes(StandardCharsets.UTF_8);
                column.bytes(Kind.STRING).append(i, bytes, 0, bytes.length);
            }
        }
        return column;
    }
}
