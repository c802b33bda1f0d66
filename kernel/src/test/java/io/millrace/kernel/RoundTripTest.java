package io.millrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kernel.arrow.Values;
import io.millrace.kernel.relation.BatchRelation;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.RunTimes;
import io.millrace.kernel.type.IcebergTypes;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;

class RoundTripTest {
    private static Fixture fixture;

    @BeforeContainer
    static void open() {
        fixture = new Fixture();
    }

    @AfterContainer
    static void close() {
        fixture.close();
    }

    @Property(tries = 40)
    void keepsEveryValue(@ForAll long seed, @ForAll @IntRange(min = 0, max = 10_000) int rows) {
        RandomColumns random = new RandomColumns(seed);
        List<NestedField> fields = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            NestedField field = random.field("c" + i, 2);
            fields.add(field);
            columns.add(random.column(field, rows));
        }
        fixture.table("lake.raw.t", new BatchRelation(new Schema(fields), new Batch(rows, columns), Set.of()));

        AnalyzedSelect select = fixture.analyze("SELECT * FROM t");
        BoundSelect bound = fixture.session.bind(select, fixture::find);
        assertThat(bound.columns())
                .extracting(column -> IcebergTypes.toDuck(column.icebergType()))
                .isEqualTo(fields.stream()
                        .map(field -> IcebergTypes.toDuck(field.type()))
                        .toList());
        try (BatchCursor cursor = fixture.session.stream(Projection.stored(bound), fixture::find, RunTimes.NONE)) {
            int seen = 0;
            for (Optional<Batch> batch = cursor.next(); batch.isPresent(); batch = cursor.next()) {
                seen += requireEqual(columns, batch.get(), seen);
            }
            assertThat(seen).isEqualTo(rows);
        }
    }

    private static int requireEqual(List<Column> expected, Batch actual, int from) {
        for (int i = 0; i < expected.size(); i++) {
            for (int row = 0; row < actual.rows(); row++) {
                Object want =
                        Values.at(expected.get(i), from + row).map(Values::json).orElse("null");
                Object got = Values.at(actual.columns().get(i), row)
                        .map(Values::json)
                        .orElse("null");
                if (!want.equals(got)) {
                    assertThat(got).as("row " + (from + row)).isEqualTo(want);
                }
            }
        }
        return actual.rows();
    }
}
