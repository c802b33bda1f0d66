package io.millrace.kernel;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kernel.relation.DataFileRef;
import java.util.stream.LongStream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeletedRowsTest {
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
    void rowsThatAreDeletedAreNotSeen() {
        DataFileRef whole = fixture.write("SELECT 100 + range AS id FROM range(3)", "id: 1");
        DataFileRef first = fixture.write("SELECT range AS id FROM range(5)", "id: 1");
        DataFileRef second = fixture.write("SELECT 10 + range AS id FROM range(5)", "id: 1");
        fixture.table(
                "lake.raw.partly",
                new Schema(optional(1, "id", Types.LongType.get())),
                without(first, 0, 2, 4),
                whole,
                without(second, 3));
        assertThat(fixture.rows("SELECT id FROM partly ORDER BY id"))
                .containsExactly(
                        "{\"id\":1}",
                        "{\"id\":3}",
                        "{\"id\":10}",
                        "{\"id\":11}",
                        "{\"id\":12}",
                        "{\"id\":14}",
                        "{\"id\":100}",
                        "{\"id\":101}",
                        "{\"id\":102}");
        assertThat(fixture.rows("SELECT count(*) AS n FROM partly a JOIN partly b ON a.id = b.id"))
                .containsExactly("{\"n\":9}");
    }

    @Test
    void manyRowsOfAFileWithColumnsOfDuckDbsOwnNames() {
        DataFileRef file = fixture.write(
                "SELECT range AS file_row_number, 7 AS file_index, range AS filename FROM range(200000)",
                "file_row_number: 1, file_index: 2, filename: 3");
        Schema schema = new Schema(
                optional(1, "file_row_number", Types.LongType.get()),
                optional(2, "file_index", Types.IntegerType.get()),
                optional(3, "filename", Types.LongType.get()));
        long[] odd = LongStream.range(0, 100_000).map(i -> 2 * i + 1).toArray();
        fixture.table("lake.raw.odd_names", schema, without(file, odd));
        assertThat(fixture.rows(
                        "SELECT count(*) AS n, sum(file_row_number % 2) AS odd, sum(file_index) AS i FROM odd_names"))
                .containsExactly("{\"n\":100000,\"odd\":0,\"i\":700000}");
    }

    @Test
    void allRowsOfTheOnlyFile() {
        DataFileRef file = fixture.write("SELECT range AS id FROM range(2)", "id: 1");
        fixture.table("lake.raw.gone", new Schema(optional(1, "id", Types.LongType.get())), without(file, 0, 1));
        assertThat(fixture.rows("SELECT * FROM gone")).isEmpty();
    }

    private static DataFileRef without(DataFileRef file, long... positions) {
        return new DataFileRef(file.path(), each -> LongStream.of(positions).forEach(each));
    }
}
