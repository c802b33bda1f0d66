package io.millrace.lake.commit;

import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;

/** Compares schemas by field id. */
public final class SchemaDifference {
    private SchemaDifference() {}

    /** Whether {@code wide} has every field of {@code narrow}: same id, same name, same type or one promoted from it. */
    public static boolean isWiderOrEqual(Schema wide, Schema narrow) {
        Map<Integer, String> wideNames = names(wide);
        Map<Integer, String> narrowNames = names(narrow);
        return narrowNames.entrySet().stream().allMatch(entry -> {
            int id = entry.getKey();
            NestedField field = wide.findField(id);
            return field != null
                    && entry.getValue().equals(wideNames.get(id))
                    && holds(field.type(), narrow.findField(id).type());
        });
    }

    /** Whether the table never gave out the ids of the fields that it lacks. */
    static boolean newIdsAreFree(Schema wide, TableMetadata base) {
        return names(wide).keySet().stream()
                .allMatch(id -> base.schema().findField(id) != null || id > base.lastColumnId());
    }

    private static Map<Integer, String> names(Schema schema) {
        return new HashMap<>(TypeUtil.indexNameById(schema.asStruct()));
    }

    private static boolean holds(Type wide, Type narrow) {
        if (narrow.isPrimitiveType()) {
            return wide.isPrimitiveType()
                    && (wide.equals(narrow) || TypeUtil.isPromotionAllowed(narrow, wide.asPrimitiveType()));
        }
        return wide.typeId() == narrow.typeId();
    }
}
