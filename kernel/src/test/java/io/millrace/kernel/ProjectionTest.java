package io.millrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kernel.arrow.Values;
import io.millrace.kernel.select.RunTimes;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.error.MillraceException;
import java.util.List;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectionTest {
    private static Fixture fixture;

    @BeforeAll
    static void open() {
        fixture = OrdersFixture.create();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1::TINYINT                        | int            | 1
            1::INT                            | long           | 1
            4000000000::UINTEGER              | long           | 4000000000
            1::INT                            | double         | 1.0
            1.5                               | double         | 1.5
            1::BIGINT                         | decimal(21, 2) | 1.00
            1.5::DECIMAL(4,1)                 | decimal(9, 2)  | 1.50
            sum(id)                           | long           | 10
            sum(id)                           | decimal(38, 0) | 10
            TIMESTAMPTZ '2026-01-01 23:59:00-05' | date        | "2026-01-02"
            DATE '2026-01-01'                 | timestamptz    | "2026-01-01T00:00:00Z"
            TIMESTAMP '2026-01-01 01:02:03'   | timestamptz    | "2026-01-01T01:02:03Z"
            5                                 | string         | "5"
            true                              | string         | "true"
            NULL                              | uuid           | null
            [1::INT]                          | list<long>     | [1]
            {a: 1::INT}                       | struct<1: a: optional long, 2: b: optional string> | {"a":1,"b":null}
            """)
    void castsWhatKeepsItsValue(String sql, String type, String value) {
        BoundSelect bound = fixture.bind("SELECT " + sql + " AS x FROM orders");

        assertThat(first(bound, type(type))).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.5::DOUBLE    | long          | w.sql:2:2: MR2101: Cannot write DOUBLE into column x BIGINT: 1.5::DOUBLE (write CAST(1.5::DOUBLE AS BIGINT), or TRY_CAST for NULL where a value does not fit)
            note           | long          | w.sql:2:2: MR2101: Cannot write VARCHAR into column x BIGINT: note
            id             | int           | w.sql:2:2: MR2101: Cannot write BIGINT into column x INTEGER: id
            id + 1         | double        | w.sql:2:2: MR2101: Cannot write BIGINT into column x DOUBLE: id + 1
            1.55           | decimal(9, 1) | w.sql:2:2: MR2101: Cannot write DECIMAL(3,2) into column x DECIMAL(9,1): 1.55
            upper(note)    | timestamptz   | w.sql:2:2: MR2101: Cannot write VARCHAR into column x TIMESTAMP WITH TIME ZONE: upper(note)
            customer       | string        | w.sql:2:2: MR2101: Cannot write STRUCT(email VARCHAR, tier VARCHAR) into column x VARCHAR: customer
            {a: 1, c: 2}   | struct<1: a: optional long, 2: b: optional string> | w.sql:2:2: MR2101: Cannot write STRUCT(a INTEGER, c INTEGER) into column x
            """)
    void refusesWhatMayLoseValues(String sql, String type, String message) {
        BoundSelect bound = fixture.bind("SELECT\n " + sql + " AS x FROM orders");

        assertThatThrownBy(() -> Projection.into(bound, List.of(new TargetColumn(0, "x", type(type)))))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.describe()).startsWith(message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1::HUGEINT               | decimal(38, 0)
            1::UTINYINT              | int
            1::UBIGINT               | decimal(20, 0)
            '{}'::JSON               | string
            'a'::ENUM('a', 'b')      | string
            [1, 2]::INT[2]           | list<int>
            now()                    | timestamptz
            customer.email           | string
            """)
    void storesResultsInTypesOfTables(String sql, String type) {
        Type actual = fixture.bind("SELECT " + sql + " AS x FROM orders")
                .columns()
                .get(0)
                .icebergType();

        assertThat(actual.toString().replaceAll("\\d+: |optional ", ""))
                .isEqualTo(type(type).toString().replaceAll("\\d+: |optional ", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INTERVAL '1 day'  | w.sql:1:12: MR2101: Cannot store values of type INTERVAL: INTERVAL '1 day' (write CAST(INTERVAL '1 day' AS VARCHAR))
            NULL              | w.sql:1:12: MR2101: Cannot store values of type NULL: NULL
            [INTERVAL '1s']   | w.sql:1:12: MR2101: Cannot store values of type INTERVAL[]
            """)
    void namesWhatNoTableCanHold(String sql, String message) {
        OutputColumn column = fixture.bind("SELECT id, " + sql + " AS x FROM orders")
                .columns()
                .get(1);

        assertThatThrownBy(column::icebergType)
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.describe()).startsWith(message));
    }

    @Test
    void printsWhatNoTableCanHold() {
        assertThat(fixture.rows(
                        "SELECT INTERVAL '1 day' AS a, NULL AS b, [INTERVAL '1s'] AS c, 1::HUGEINT AS d; -- no more"))
                .containsExactly("{\"a\":\"1 day\",\"b\":null,\"c\":[\"00:00:01\"],\"d\":1}");
    }

    @Test
    void choosesAndNamesColumns() {
        BoundSelect bound = fixture.bind("SELECT *, id + 1, upper(note) FROM orders WHERE id = 4");
        assertThat(bound.columns())
                .extracting(OutputColumn::isNamed)
                .containsExactly(true, true, true, true, false, false);
        assertThat(bound.columns().get(4).location()).hasToString("w.sql:1:11");
        Projection projection = Projection.into(
                bound,
                List.of(
                        new TargetColumn(5, "note", Types.StringType.get()),
                        new TargetColumn(4, "next id", Types.LongType.get())));

        try (BatchCursor cursor = fixture.session.stream(projection, fixture::find, RunTimes.NONE)) {
            Batch batch = cursor.next().orElseThrow();
            assertThat(batch.columns()).extracting(Column::name).containsExactly("note", "next id");
            assertThat(Values.at(batch.columns().get(0), 0)).contains("LATE");
            assertThat(Values.at(batch.columns().get(1), 0)).contains(5L);
            assertThat(cursor.next()).isEmpty();
        }
    }

    private static String first(BoundSelect bound, Type type) {
        Projection projection = Projection.into(bound, List.of(new TargetColumn(0, "x", type)));
        try (BatchCursor cursor = fixture.session.stream(projection, fixture::find, RunTimes.NONE)) {
            Batch batch = cursor.next().orElseThrow();
            return Values.at(batch.columns().get(0), 0).map(Values::json).orElse("null");
        }
    }

    private static Type type(String text) {
        if (text.startsWith("list<")) {
            return Types.ListType.ofOptional(1, type(text.substring(5, text.length() - 1)));
        }
        return switch (text) {
            case "struct<1: a: optional long, 2: b: optional string>" ->
                Types.StructType.of(
                        Types.NestedField.optional(1, "a", Types.LongType.get()),
                        Types.NestedField.optional(2, "b", Types.StringType.get()));
            case "timestamptz" -> Types.TimestampType.withZone();
            default -> Types.fromPrimitiveString(text);
        };
    }
}
