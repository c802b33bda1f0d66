package io.millrace.server;

import io.millrace.lake.LakeTable;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.keys.PrimaryKey;
import io.millrace.server.define.IcebergColumns;
import io.millrace.server.define.Names;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Suggestions;
import io.millrace.spi.option.OptionAssignment;
import io.millrace.sql.option.TableOptions;
import io.millrace.sql.tree.ColumnPath;
import io.millrace.sql.tree.TableChange;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Types.NestedField;

/** What ALTER TABLE does to a table. */
final class TableChanges {
    private TableChanges() {}

    static void apply(LakeTable table, TableChange change) {
        if (change instanceof TableChange.SetOptions set) {
            set.options().forEach(option -> set(table, option));
        } else if (change instanceof TableChange.AddColumn add) {
            add(table, add);
        } else if (change instanceof TableChange.RenameColumn rename) {
            rename(table, rename);
        } else {
            ColumnPath column = ((TableChange.DropColumn) change).column();
            String name = require(table, column);
            refuseKey(table, column, name);
            table.iceberg().updateSchema().deleteColumn(name).commit();
        }
    }

    private static void refuseKey(LakeTable table, ColumnPath column, String name) {
        PrimaryKey key = PrimaryKey.of(table.metadata().properties());
        if (key.fieldIds().contains(table.schema().findField(name).fieldId())) {
            throw new MillraceException(
                            ErrorCode.INVALID_TARGET,
                            column.location(),
                            "Cannot drop a column of the PRIMARY KEY of " + table.name() + ": " + column)
                    .withHint("create a table with another key, and a job that fills it");
        }
    }

    private static void set(LakeTable table, OptionAssignment option) {
        TableOptions.CREATE.editable(option);
        if (option.name().equals(TableOptions.COMMENT.name())) {
            String comment = TableOptions.COMMENT.type().read(option.name(), option.value());
            table.iceberg().updateProperties().set("comment", comment).commit();
        } else if (option.name().equals(TableOptions.COMPRESSION.name())) {
            String codec = TableOptions.COMPRESSION
                    .type()
                    .read(option.name(), option.value())
                    .name()
                    .toLowerCase(Locale.ROOT);
            table.iceberg()
                    .updateProperties()
                    .set(TableProperties.PARQUET_COMPRESSION, codec)
                    .commit();
        }
    }

    private static void add(LakeTable table, TableChange.AddColumn add) {
        List<String> parts = add.column().parts().stream().map(Names::column).toList();
        String name = parts.get(parts.size() - 1);
        String parent = String.join(".", parts.subList(0, parts.size() - 1));
        if (table.schema().caseInsensitiveFindField(String.join(".", parts)) != null) {
            throw new MillraceException(
                    ErrorCode.DUPLICATE_COLUMN, add.column().location(), "Cannot add a column twice: " + add.column());
        }
        UpdateSchema update = table.iceberg().updateSchema();
        if (parent.isEmpty()) {
            update.addColumn(name, new IcebergColumns(0).type(add.type()));
        } else {
            update.addColumn(parent, name, new IcebergColumns(0).type(add.type()));
        }
        update.commit();
    }

    /** Fields inside structs are read by name, so that only whole columns can have a new one. */
    private static void rename(LakeTable table, TableChange.RenameColumn rename) {
        String name = require(table, rename.column());
        if (rename.column().parts().size() > 1) {
            throw new MillraceException(
                            ErrorCode.NOT_YET_AVAILABLE,
                            rename.column().location(),
                            "Cannot rename a field inside a struct: " + rename.column())
                    .withHint("give it another name in the query that reads it");
        }
        table.iceberg().updateSchema().renameColumn(name, rename.name().name()).commit();
    }

    private static String require(LakeTable table, ColumnPath path) {
        String name = path.parts().stream().map(Names::column).collect(Collectors.joining("."));
        NestedField field = table.refresh().schema().caseInsensitiveFindField(name);
        if (field == null || SystemColumns.isSystem(field.name())) {
            throw new MillraceException(
                            ErrorCode.COLUMN_NOT_FOUND,
                            path.location(),
                            "Cannot find column of " + table.name() + ": " + path)
                    .withHint(Suggestions.hint(
                            name, List.copyOf(table.schema().idToName().values())));
        }
        return table.schema().findColumnName(field.fieldId());
    }
}
