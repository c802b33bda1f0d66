package io.millrace.kernel.relation;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Fields inside structs are read from data files by name. That is right as long as, over the whole history of a table, a
 * name inside a struct has always meant the same field. A nested rename, or a nested field that was dropped and added
 * again, would read as NULL, or as the old values, without a word.
 */
public final class NestedNames {
    private NestedNames() {}

    /**
     * Requires that nested names have kept their meaning.
     *
     * @param history all schemas that data files of the table may have been written with
     * @throws MillraceException SOURCE_SCHEMA_CHANGED that names the field
     */
    public static void requireStable(Collection<Schema> history) {
        Map<Integer, String> namesById = new HashMap<>();
        Map<String, Integer> idsByPlace = new HashMap<>();
        for (Schema schema : history) {
            TypeUtil.indexById(schema.asStruct()).values().forEach(parent -> {
                if (parent.type().isStructType()) {
                    check(schema, parent.fieldId(), parent.type(), namesById, idsByPlace);
                }
            });
        }
    }

    private static void check(
            Schema schema, int parent, Type struct, Map<Integer, String> namesById, Map<String, Integer> idsByPlace) {
        for (NestedField field : struct.asStructType().fields()) {
            String before = namesById.putIfAbsent(field.fieldId(), field.name());
            Integer id = idsByPlace.putIfAbsent(parent + "." + field.name(), field.fieldId());
            if (before != null && !before.equals(field.name())) {
                throw refusal(schema, field, "it was once named " + before);
            }
            if (id != null && id != field.fieldId()) {
                throw refusal(schema, field, "another field had that name before");
            }
        }
    }

    private static MillraceException refusal(Schema schema, NestedField field, String why) {
        String path = schema.findColumnName(field.fieldId());
        return new MillraceException(ErrorCode.SOURCE_SCHEMA_CHANGED, "Cannot read nested field: " + path)
                .withHint(why + "; rewrite the table's data files, or give the field a name that was never used");
    }
}
