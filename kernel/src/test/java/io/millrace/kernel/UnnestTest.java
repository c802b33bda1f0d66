package io.millrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.MillraceException;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnnestTest {
    private static Fixture fixture;

    @BeforeAll
    static void open() {
        fixture = OrdersFixture.create();
        Types.StructType item = Types.StructType.of(
                NestedField.optional(4, "sku", Types.StringType.get()),
                NestedField.optional(5, "tags", Types.ListType.ofOptional(6, Types.StringType.get())));
        Types.StructType order = Types.StructType.of(
                NestedField.optional(7, "no", Types.IntegerType.get()),
                NestedField.optional(8, "items", Types.ListType.ofOptional(9, item)));
        Schema schema = new Schema(
                NestedField.optional(1, "id", Types.IntegerType.get()),
                NestedField.optional(2, "orders", Types.ListType.ofOptional(3, order)));
        fixture.table(
                "lake.raw.deep",
                schema,
                fixture.write(
                        """
                        SELECT 1 AS id, [
                            {no: 1, items: [{sku: 'a', tags: ['x', 'y']}, {sku: 'b', tags: ['z']}]},
                            {no: 2, items: NULL},
                            {no: 3, items: [{sku: 'c', tags: []}]}] AS orders
                        """,
                        "id: 1, orders: {__duckdb_field_id: 2, element: {__duckdb_field_id: 3, no: 7, items:"
                                + " {__duckdb_field_id: 8, element: {__duckdb_field_id: 9, sku: 4, tags:"
                                + " {__duckdb_field_id: 5, element: 6}}}}}"));
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void makesARowPerElement() {
        String sql = "UNNEST(SELECT o.id, items[].sku, o.items[].qty * items[].price AS total FROM orders o)";

        assertThat(fixture.columns(sql)).containsExactly("id", "sku", "total");
        assertThat(fixture.rows(sql))
                .containsExactlyInAnyOrder(
                        "{\"id\":1,\"sku\":\"s1\",\"total\":1.5}",
                        "{\"id\":1,\"sku\":\"t1\",\"total\":5.0}",
                        "{\"id\":2,\"sku\":\"s2\",\"total\":3.0}",
                        "{\"id\":2,\"sku\":\"t2\",\"total\":5.0}");
    }

    @Test
    void agreesWithDuckDbsOwnUnnest() {
        assertThat(fixture.rows("UNNEST (SELECT id, raw.orders.items[].sku AS s FROM raw.orders WHERE id < 9);"))
                .isEqualTo(fixture.rows("SELECT id, unnest(items).sku AS s FROM orders"));
    }

    @Test
    void unnestsScalars() {
        assertThat(fixture.rows("UNNEST(SELECT id, x[] FROM (SELECT 1 AS id, [7, 8]::INT[] AS x))"))
                .containsExactly("{\"id\":1,\"x\":7}", "{\"id\":1,\"x\":8}");
    }

    @Test
    void unnestsArraysInArrays() {
        assertThat(fixture.rows("UNNEST(SELECT id, orders[].no, orders[].items[].sku FROM deep)"))
                .containsExactly(
                        "{\"id\":1,\"no\":1,\"sku\":\"a\"}",
                        "{\"id\":1,\"no\":1,\"sku\":\"b\"}",
                        "{\"id\":1,\"no\":3,\"sku\":\"c\"}");
        assertThat(fixture.rows(
                        "UNNEST(SELECT orders[].items[].tags[] AS tag, upper(orders[].items[].sku) AS s FROM deep)"))
                .containsExactly(
                        "{\"tag\":\"x\",\"s\":\"A\"}", "{\"tag\":\"y\",\"s\":\"A\"}", "{\"tag\":\"z\",\"s\":\"B\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT id FROM orders WHERE items[].qty > 1 | w.sql:1:29: MR2102: Cannot use the elements of an array here: items[].qty
            UNNEST(SELECT items[].skew FROM orders) | w.sql:1:23: MR2010: Cannot find field: skew (did you mean sku)
            UNNEST(SELECT itms[].sku FROM orders) | w.sql:1:15: MR2010: Cannot find column: itms
            UNNEST(SELECT id FROM orders | w.sql:1:7: MR1001: Cannot find the closing bracket of: UNNEST(
            UNNEST(SELECT id FROM orders) x | w.sql:1:31: MR1001: Cannot continue after UNNEST(...): x
            """)
    void refusesWhatHasNoRows(String sql, String message) {
        assertThatThrownBy(() -> fixture.bind(sql))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.describe()).startsWith(message));
    }

    @Test
    void saysWhichArraysAreCombined() {
        assertThatThrownBy(() -> fixture.analyze("UNNEST(SELECT orders[].no, others[].x FROM deep)")
                        .requireNoProduct())
                .isInstanceOfSatisfying(
                        MillraceException.class,
                        e -> assertThat(e.describe())
                                .startsWith(
                                        "w.sql:1:28: MR2102: Cannot unnest two arrays at once: orders[], others[] (ZIP makes"));
        fixture.analyze("UNNEST(SELECT orders[].no, orders[].items[].tags[] FROM deep)")
                .requireNoProduct();
    }

    @Test
    void aRowOfOneRowKeepsAQueryStateless() {
        String time = " WHERE time_filter()";
        assertThat(fixture.analyze("UNNEST(SELECT x, items[].sku FROM orders LET x = id + 1" + time + ")")
                        .isStateless())
                .isTrue();
        assertThat(fixture.analyze("SELECT items[].sku, x AS y[].z FROM orders LET x = id + 1" + time)
                        .isStateless())
                .isTrue();
    }
}
