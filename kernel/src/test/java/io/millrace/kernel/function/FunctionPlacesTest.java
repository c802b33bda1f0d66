package io.millrace.kernel.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kernel.BatchEvaluator;
import io.millrace.kernel.Evaluated;
import io.millrace.kernel.Expression;
import io.millrace.kernel.Fixture;
import io.millrace.kernel.arrow.Values;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.error.SourceLocation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the library adds works over records as well as in queries, and what it installs is there for all sessions. */
class FunctionPlacesTest {
    @Test
    void worksOverRecords() {
        try (Fixture fixture = new Fixture()) {
            Column email = texts("email", "Ann@x.org", "bad", null);

            assertThat(values(fixture, email, "split_part(to_lower(email), '@', 2)"))
                    .containsExactly("x.org", null, null);
            assertThat(values(fixture, email, "array_join(transform(split(email, '@'), x -> reverse(x)), '+')"))
                    .containsExactly("nnA+gro.x", "dab", null);
            assertThat(values(fixture, email, "regexp_like(email, '(')")).containsExactly(null, null, null);
            assertThat(values(fixture, email, "duckdb.split_part(email, '@', 2)"))
                    .containsExactly("x.org", "", null);
        }
    }

    @Test
    void isInstalledForAllSessions() throws Exception {
        try (Fixture fixture = new Fixture()) {
            List<Thread> threads = new ArrayList<>();
            List<String> results = java.util.Collections.synchronizedList(new ArrayList<>());
            for (int i = 0; i < 4; i++) {
                Thread thread = new Thread(() -> {
                    try (var session = fixture.session.duplicate()) {
                        for (FunctionDeclaration function :
                                FunctionLibrary.get().declarations().subList(0, 40)) {
                            String expression = function.examples().get(0).expression();
                            session.analyze(
                                    io.millrace.kernel.select.SelectText.expression(
                                            expression, new SourceLocation("w.sql", 1, 1)),
                                    Fixture.DEFAULTS);
                        }
                        results.add("done");
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(results).hasSize(4);
        }
    }

    @Test
    void namesColumnsAsTheyWereWritten() {
        try (Fixture fixture = new Fixture()) {
            assertThat(fixture.rows("SELECT split('a', ','), to_upper('b') AS u, 1 + 1"))
                    .containsExactly("{\"split('a', ',')\":[\"a\"],\"u\":\"B\",\"1 + 1\":2}");
        }
    }

    private static Column texts(String name, String... texts) {
        Column column = new Column(name);
        for (int i = 0; i < texts.length; i++) {
            if (texts[i] != null) {
                byte[] bytes = texts[i].getBytes(StandardCharsets.UTF_8);
                column.bytes(Kind.STRING).append(i, bytes, 0, bytes.length);
            }
        }
        return column;
    }

    private static List<Object> values(Fixture fixture, Column column, String sql) {
        Expression expression = new Expression("v", sql, new SourceLocation("w.sql", 1, 1));
        Evaluated result = BatchEvaluator.create(fixture.session, List.of(expression))
                .evaluate(new Batch(3, List.of(column)))
                .get(0);
        assertThat(result.failed().isEmpty()).isTrue();
        List<Object> values = new ArrayList<>();
        for (int row = 0; row < 3; row++) {
            values.add(Values.at(result.column(), row).orElse(null));
        }
        return values;
    }
}
