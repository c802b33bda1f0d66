package io.millrace.kernel.relation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;

/** The place of a row in its source as a text: of two rows of one partition, shard or file the later one has the greater. */
final class SourceOrder {
    /** The coordinates of all sources, from the coarsest to the finest; a number gets leading zeros up to so many digits. */
    private static final Map<String, Integer> COORDINATES = new LinkedHashMap<>();

    static {
        COORDINATES.put("_topic", 0);
        COORDINATES.put("_stream", 0);
        COORDINATES.put("_partition", 10);
        COORDINATES.put("_shard", 0);
        COORDINATES.put("_file_name", 0);
        COORDINATES.put("_offset", 60);
        COORDINATES.put("_row_number", 20);
    }

    private SourceOrder() {}

    static String sql(Schema schema) {
        List<String> parts = new ArrayList<>();
        COORDINATES.forEach((name, digits) -> {
            if (schema.findField(name) != null) {
                String text = "CAST(" + name + " AS VARCHAR)";
                parts.add(digits == 0 ? text : "lpad(" + text + ", " + digits + ", '0')");
            }
        });
        return parts.isEmpty() ? "CAST(NULL AS VARCHAR)" : "concat_ws('/', " + String.join(", ", parts) + ")";
    }
}
