package io.millrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kernel.lineage.Dependency;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries and what their results depend on, in {@code lineage.txt}. */
class LineageTest {
    private static Fixture fixture;

    @BeforeAll
    static void open() {
        fixture = OrdersFixture.create();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    /** A query, and a line for each dependency: {@code column <- table.field kind: expression}. */
    record Case(String sql, List<String> lines) {
        @Override
        public String toString() {
            return sql.strip();
        }
    }

    static List<Case> cases() throws Exception {
        List<Case> cases = new ArrayList<>();
        String text = new String(
                LineageTest.class.getResourceAsStream("/lineage.txt").readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8);
        for (String block : text.split("\n\n")) {
            String[] parts = block.split("\n--\n", 2);
            cases.add(new Case(parts[0], parts[1].lines().toList()));
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void says(Case one) {
        assertThat(String.join("\n", lines(one.sql()))).isEqualTo(String.join("\n", one.lines()));
    }

    private static List<String> lines(String sql) {
        BoundSelect bound = fixture.bind(sql);
        return fixture.session.lineage(bound, fixture::find).stream()
                .map(dependency -> line(bound, dependency))
                .toList();
    }

    private static String line(BoundSelect bound, Dependency one) {
        String column = one.output() == Dependency.ALL
                ? "rows"
                : bound.columns().get(one.output()).name() + one.place();
        String source = one.source()
                .map(field -> bound.select().tables().get(field.table()).name().table() + "." + field.path())
                .orElse("nothing");
        return "%s <- %s %s: %s"
                .formatted(column, source, one.derivation().name().toLowerCase(Locale.ROOT), one.expression());
    }
}
