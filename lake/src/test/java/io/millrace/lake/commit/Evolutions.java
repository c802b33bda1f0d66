package io.millrace.lake.commit;

import io.millrace.lake.LakeTable;
import io.millrace.lake.schema.Conformer;
import io.millrace.lake.schema.Kinds;
import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import java.util.List;
import org.apache.iceberg.types.Type;

/** Schemas that widened by reading a value. */
final class Evolutions {
    private Evolutions() {}

    static SchemaEvolution withColumn(LakeTable table, String name, Type type) {
        SchemaEvolution evolution =
                new SchemaEvolution(table.schema(), table.metadata().lastColumnId());
        Column column = new Column(name);
        column.bytes(Kinds.of(type)).append(0, new byte[] {'x'}, 0, 1);
        new Conformer(evolution).conform(new Batch(1, List.of(column)));
        return evolution;
    }
}
