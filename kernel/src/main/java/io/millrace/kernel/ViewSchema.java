package io.millrace.kernel;

import io.millrace.kernel.relation.FileRelation;
import io.millrace.kernel.relation.RelationSql;
import io.millrace.kernel.state.ViewReading;
import io.millrace.kernel.state.ViewRecipe;
import io.millrace.kernel.type.DuckType.Field;
import io.millrace.kernel.type.IcebergTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** The columns of a materialized view, as its recipe makes them of its states. */
final class ViewSchema {
    private final Engine engine;

    ViewSchema(Engine engine) {
        this.engine = engine;
    }

    Schema of(ViewRecipe recipe, ViewReading reading, Schema states) {
        boolean complete = Stream.concat(
                        recipe.keys().stream(), recipe.states().stream().map(ViewRecipe.State::column))
                .allMatch(column -> states.findField(column) != null);
        if (!complete) {
            return new Schema();
        }
        String empty = RelationSql.empty(FileRelation.empty(states, Set.of()));
        List<NestedField> fields = new ArrayList<>();
        for (Field field : engine.describe(reading.sql(recipe, empty))) {
            Type type = IcebergTypes.toIceberg(field.type()).orElse(Types.StringType.get());
            fields.add(NestedField.optional(fields.size() + 1, field.name(), type));
        }
        int[] last = {0};
        return new Schema(TypeUtil.assignIds(Types.StructType.of(fields), old -> ++last[0])
                .asStructType()
                .fields());
    }
}
