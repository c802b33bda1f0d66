package io.millrace.kernel.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.kernel.Fixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sketches are near the truth, and merged ones are the same as those of all rows. */
class SketchTest {
    private static Fixture fixture;

    @BeforeAll
    static void open() {
        fixture = new Fixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 5_000, 20_000, 500_000})
    void countsDifferentValues(int distinct) throws Exception {
        double found = value("set_cardinality(approx_set(x // 2)) FROM range(2 * " + distinct + ") t(x)");

        assertThat(found).isBetween(distinct * 0.9, distinct * 1.1);
    }

    @Test
    void mergesSets() throws Exception {
        String parts = "(SELECT approx_set(x) AS s FROM range(10000) t(x) GROUP BY x % 7)";

        assertThat(value("set_cardinality(merge_sets(s)) FROM " + parts))
                .isEqualTo(value("set_cardinality(approx_set(x)) FROM range(10000) t(x)"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.01, 0.25, 0.5, 0.75, 0.99, 1.0})
    void findsQuantiles(double share) throws Exception {
        String values = "(SELECT pow(x, 3) - 1000000 AS v FROM range(1, 1001) r(x)) t(v)";
        double found = value("value_at_quantile(quantile_sketch(v), " + share + ") FROM " + values);
        double exact = value("quantile_disc(v, " + share + ") FROM " + values);

        assertThat(found).isBetween(exact - Math.abs(exact) * 0.0101, exact + Math.abs(exact) * 0.0101);
    }

    @Test
    void mergesQuantiles() throws Exception {
        String parts = "(SELECT quantile_sketch(x) AS s FROM range(10000) t(x) GROUP BY x % 7)";

        assertThat(value("value_at_quantile(merge_quantiles(s), 0.9) FROM " + parts))
                .isEqualTo(value("value_at_quantile(quantile_sketch(x), 0.9) FROM range(10000) t(x)"));
    }

    @Test
    void takesExtremes() throws Exception {
        String values = "(VALUES ('-infinity'::DOUBLE), (0.0), ('nan'::DOUBLE), (NULL), (5.0)) t(v)";

        assertThat(value("value_at_quantile(quantile_sketch(v), 0.5) FROM " + values))
                .isZero();
        assertThat(fixture.rows(Examples.query(
                        "value_at_quantile(quantile_sketch(v), 0.0) = '-infinity'::DOUBLE FROM " + values)))
                .containsExactly("{\"v\":true}");
        assertThat(fixture.rows(Examples.query("value_at_quantile(quantile_sketch(v), 2.0) FROM " + values)))
                .containsExactly("{\"v\":null}");
    }

    private static double value(String expression) throws Exception {
        String row = fixture.rows(Examples.query(expression)).get(0);
        return new ObjectMapper().readTree(row).path("v").asDouble();
    }
}
