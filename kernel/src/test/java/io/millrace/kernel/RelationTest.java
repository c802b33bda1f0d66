package io.millrace.kernel;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kernel.relation.DataFileRef;
import io.millrace.kernel.relation.NestedNames;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RelationTest {
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
    void findsTopLevelColumnsByFieldId() {
        DataFileRef old = fixture.write(
                "SELECT 1::INT AS a, 1.5::FLOAT AS b, 1.25::DECIMAL(9,2) AS c, 'gone' AS d", "a: 1, b: 2, c: 3, d: 4");
        DataFileRef now = fixture.write(
                "SELECT 5000000000 AS n, 0.1::DOUBLE AS b, 2.5::DECIMAL(18,2) AS c, true AS d",
                "n: 1, b: 2, c: 3, d: 5");
        Schema schema = new Schema(
                optional(1, "n", Types.LongType.get()),
                optional(2, "b", Types.DoubleType.get()),
                optional(3, "c", Types.DecimalType.of(18, 2)),
                optional(5, "d", Types.BooleanType.get()));
        fixture.table("lake.raw.evolved", schema, old, now);

        assertThat(fixture.rows("SELECT * FROM evolved ORDER BY n"))
                .containsExactly(
                        "{\"n\":1,\"b\":1.5,\"c\":1.25,\"d\":null}",
                        "{\"n\":5000000000,\"b\":0.1,\"c\":2.50,\"d\":true}");
    }

    @Test
    void findsNestedFieldsByName() {
        DataFileRef old = fixture.write(
                "SELECT [{sku: 'a'}] AS items, MAP {'k': 1::BIGINT} AS m",
                "items: {__duckdb_field_id: 1, element: {__duckdb_field_id: 2, sku: 3}},"
                        + " m: {__duckdb_field_id: 5, key: 6, value: 7}");
        Schema schema = new Schema(
                optional(
                        1,
                        "items",
                        Types.ListType.ofOptional(
                                2,
                                Types.StructType.of(
                                        optional(3, "sku", Types.StringType.get()),
                                        optional(4, "two words", Types.LongType.get())))),
                optional(5, "m", Types.MapType.ofOptional(6, 7, Types.StringType.get(), Types.LongType.get())),
                optional(8, "added", Types.StructType.of(optional(9, "x", Types.UUIDType.get()))));
        fixture.table("lake.raw.nested", schema, old);

        assertThat(fixture.rows("SELECT * FROM nested"))
                .containsExactly("{\"items\":[{\"sku\":\"a\",\"two words\":null}],\"m\":{\"k\":1},\"added\":null}");
    }

    @Test
    void acceptsAHistoryOfAddedAndRenamedColumns() {
        NestedNames.requireStable(List.of(
                schema(optional(2, "email", Types.StringType.get())),
                schema(optional(2, "email", Types.StringType.get()), optional(3, "tier", Types.StringType.get()))));
    }

    @Test
    void refusesANestedRename() {
        List<Schema> history = List.of(
                schema(optional(2, "email", Types.StringType.get())),
                schema(optional(2, "mail", Types.StringType.get())));

        assertThatThrownBy(() -> NestedNames.requireStable(history))
                .isInstanceOfSatisfying(
                        MillraceException.class,
                        e -> assertThat(e.describe())
                                .startsWith(
                                        "MR2107: Cannot read nested field: customer.mail (it was once named email"));
    }

    @Test
    void refusesANestedFieldThatTakesAnothersName() {
        List<Schema> history = List.of(
                schema(optional(2, "email", Types.StringType.get())),
                schema(optional(3, "email", Types.StringType.get())));

        assertThatThrownBy(() -> NestedNames.requireStable(history))
                .hasMessage("Cannot read nested field: customer.email")
                .isInstanceOfSatisfying(
                        MillraceException.class,
                        e -> assertThat(e.hint().orElseThrow()).startsWith("another field had that name before"));
    }

    @Test
    void readsNoOtherFileThanTheOneNamed() throws Exception {
        Path one = Path.of(fixture.write("SELECT 1 AS a", "a: 1").path());
        Path directory = Files.createDirectories(one.resolveSibling("c=x"));
        Path odd = Files.createDirectories(one.resolveSibling("c=*")).resolve("[a]? 'b'.parquet");
        Files.copy(one, odd);
        Files.copy(one, directory.resolve("a? 'b'.parquet"));
        fixture.table(
                "lake.raw.odd", new Schema(optional(1, "a", Types.IntegerType.get())), new DataFileRef(odd.toString()));

        assertThat(fixture.rows("SELECT * FROM odd")).containsExactly("{\"a\":1}");
    }

    @Test
    void saysWhichFileCannotBeRead() {
        String path = fixture.write("SELECT 1 AS a", "a: 1").path().replace(".parquet", "-gone.parquet");
        fixture.table("lake.raw.lost", new Schema(optional(1, "a", Types.IntegerType.get())), new DataFileRef(path));

        assertThat(fixture.columns("SELECT * FROM lost")).containsExactly("a");
        assertThatThrownBy(() -> fixture.rows("SELECT * FROM lost"))
                .isInstanceOfSatisfying(MillraceException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.LAKE_UNAVAILABLE);
                    assertThat(e).hasMessageContaining("-gone.parquet");
                });
    }

    private static Schema schema(NestedField... fields) {
        return new Schema(optional(1, "customer", Types.StructType.of(fields)));
    }
}
