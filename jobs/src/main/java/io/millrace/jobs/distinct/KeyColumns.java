package io.millrace.jobs.distinct;

import io.millrace.lake.schema.StructConformer;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.StructVector;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;

/** Where the parts of a key are: each in a field, and in the siblings that take what does not fit it. */
final class KeyColumns {
    private KeyColumns() {}

    /** For each part of the key the columns of a conformed batch that may hold it. */
    static List<List<Column>> find(DistinctBy by, List<Column> columns, Schema schema) {
        List<List<Column>> parts = new ArrayList<>();
        for (String path : by.columns()) {
            List<Column> found = new ArrayList<>();
            collect(path.split("\\."), 0, columns, schema.asStruct(), found);
            parts.add(found);
        }
        return parts;
    }

    /** The same as paths in SQL, over the table. */
    static List<List<String>> paths(DistinctBy by, Schema schema) {
        List<List<String>> parts = new ArrayList<>();
        for (String path : by.columns()) {
            List<String> found = new ArrayList<>();
            collect(path.split("\\."), 0, "", schema.asStruct(), found);
            parts.add(found);
        }
        return parts;
    }

    private static void collect(String[] path, int depth, List<Column> columns, StructType type, List<Column> found) {
        for (NestedField field : fields(path[depth], type)) {
            for (Column column : columns) {
                if (!column.name().equals(field.name())) {
                    continue;
                }
                if (depth == path.length - 1) {
                    found.add(column);
                } else if (field.type().isStructType()) {
                    column.find(Kind.STRUCT)
                            .ifPresent(structs -> collect(
                                    path,
                                    depth + 1,
                                    ((StructVector) structs).fields(),
                                    field.type().asStructType(),
                                    found));
                }
            }
        }
    }

    private static void collect(String[] path, int depth, String prefix, StructType type, List<String> found) {
        for (NestedField field : fields(path[depth], type)) {
            String name = prefix + "\"" + field.name().replace("\"", "\"\"") + "\"";
            if (depth == path.length - 1) {
                found.add(name);
            } else if (field.type().isStructType()) {
                collect(path, depth + 1, name + ".", field.type().asStructType(), found);
            }
        }
    }

    private static List<NestedField> fields(String name, StructType type) {
        return type.fields().stream()
                .filter(field -> field.name().equalsIgnoreCase(name) || StructConformer.isSiblingOf(field, name))
                .toList();
    }
}
