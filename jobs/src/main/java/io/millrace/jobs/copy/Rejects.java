package io.millrace.jobs.copy;

import io.millrace.lake.LakeTable;
import io.millrace.spi.batch.Column;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** The table beside a staging table that keeps what could not be decoded. */
public final class Rejects {
    /** Appended to the name of the staging table. */
    public static final String SUFFIX = "__rejects";

    /** Bounds of the jobs' names are kept whole, so that files of one job can be told from those of others. */
    public static final Map<String, String> PROPERTIES = Map.of("write.metadata.metrics.column.job", "full");

    /** The columns of a table of rejects. */
    public static final Schema SCHEMA = new Schema(
            NestedField.optional(1, "_event_time", Types.TimestampType.withZone(), "the source's time of the payload"),
            NestedField.optional(2, "_commit_time", Types.TimestampType.withZone(), "when the reject was kept"),
            NestedField.optional(3, "job", Types.StringType.get(), "the job that read it"),
            NestedField.optional(4, "code", Types.StringType.get(), "why, as an error code"),
            NestedField.optional(5, "reason", Types.StringType.get(), "why, in words"),
            NestedField.optional(6, "split", Types.StringType.get(), "the partition, shard or file"),
            NestedField.optional(7, "offset", Types.LongType.get(), "where in the split, if a long can tell"),
            NestedField.optional(8, "coordinates", Types.StringType.get(), "all that the source tells of it, JSON"),
            NestedField.optional(9, "payload", Types.BinaryType.get(), "the bytes as they came, or the row as JSON"),
            NestedField.optional(10, "metadata", Types.StringType.get(), "its system columns, JSON"));

    static final int EVENT_TIME = 0;
    static final int COMMIT_TIME = 1;
    static final int JOB = 2;
    static final int CODE = 3;
    static final int REASON = 4;
    static final int SPLIT = 5;
    static final int OFFSET = 6;
    static final int COORDINATES = 7;
    static final int PAYLOAD = 8;
    static final int METADATA = 9;

    private Rejects() {}

    /** Gives a table that was made before what it lacks. */
    public static LakeTable complete(LakeTable table) {
        UpdateSchema update = table.iceberg().updateSchema();
        List<NestedField> missing = SCHEMA.columns().stream()
                .filter(field -> table.schema().findField(field.name()) == null)
                .toList();
        if (!missing.isEmpty()) {
            missing.forEach(field -> update.addColumn(field.name(), field.type(), field.doc()));
            update.commit();
        }
        if (!table.metadata().properties().entrySet().containsAll(PROPERTIES.entrySet())) {
            UpdateProperties properties = table.iceberg().updateProperties();
            PROPERTIES.forEach(properties::set);
            properties.commit();
        }
        return table.refresh();
    }

    static List<Column> columns() {
        return SCHEMA.columns().stream().map(field -> new Column(field.name())).toList();
    }
}
