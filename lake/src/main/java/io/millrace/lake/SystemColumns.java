package io.millrace.lake;

import java.util.Locale;
import java.util.Set;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** The columns that Millrace fills itself. In SQL {@code $x} and {@code _x} name the same column. */
public final class SystemColumns {
    /** When the event happened, as the source or EVENT_TIME says; {@code $event_date} is its day. */
    public static final String EVENT_TIME = "_event_time";

    /** When the row became part of the table; strictly greater in every commit. */
    public static final String COMMIT_TIME = "_commit_time";

    private static final Set<String> NAMES = Set.of(
            EVENT_TIME,
            COMMIT_TIME,
            "_topic",
            "_partition",
            "_offset",
            "_key",
            "_key_bytes",
            "_headers",
            "_kafka_timestamp",
            "_stream",
            "_idempotency_key",
            "_content_type",
            "_shard",
            "_partition_key",
            "_kinesis_timestamp",
            "_file_name",
            "_file_size",
            "_file_last_modified",
            "_row_number",
            "_compression",
            "_split",
            "_job");

    private SystemColumns() {}

    /** Whether a column is a system column: hidden from {@code SELECT *}, its name kept from fields of records. */
    public static boolean isSystem(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT));
    }

    /** All names, in lower case. */
    public static Set<String> names() {
        return NAMES;
    }

    static NestedField eventTime(int id) {
        return NestedField.optional(
                id, EVENT_TIME, Types.TimestampType.withZone(), "when the event happened, by its source");
    }

    static NestedField commitTime(int id) {
        return NestedField.optional(
                id, COMMIT_TIME, Types.TimestampType.withZone(), "when the row became part of the table");
    }
}
