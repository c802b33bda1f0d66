package io.millrace.server.query;

import io.millrace.kernel.relation.BatchRelation;
import io.millrace.lake.LakeTable;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.TableName;
import io.millrace.server.define.Definitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.iceberg.types.Types.NestedField;

/** The tables of a catalog and their columns, as the SQL standard has them in {@code information_schema}. */
final class StandardTables {
    private final Function<TableName, Optional<LakeTable>> tables;
    private final List<TableName> names;

    StandardTables(Definitions definitions, Function<TableName, Optional<LakeTable>> tables, String catalog) {
        this.tables = tables;
        this.names = definitions.tables().stream()
                .filter(name -> name.catalog().equalsIgnoreCase(catalog))
                .toList();
    }

    BatchRelation tables() {
        return SystemRelation.columns()
                .text("table_catalog", "table_schema", "table_name", "table_type")
                .rows(names.stream()
                        .map(name -> SystemTables.row(name.catalog(), name.schema(), name.table(), "BASE TABLE"))
                        .toList());
    }

    BatchRelation columns() {
        List<List<Object>> rows = new ArrayList<>();
        for (TableName name : names) {
            long position = 0;
            for (NestedField field :
                    tables.apply(name).map(table -> table.schema().columns()).orElse(List.of())) {
                if (!SystemColumns.isSystem(field.name())) {
                    rows.add(SystemTables.row(
                            name.catalog(),
                            name.schema(),
                            name.table(),
                            field.name(),
                            ++position,
                            SqlTypes.of(field.type())));
                }
            }
        }
        return SystemRelation.columns()
                .text("table_catalog", "table_schema", "table_name", "column_name")
                .bigint("ordinal_position")
                .text("data_type")
                .rows(rows);
    }
}
