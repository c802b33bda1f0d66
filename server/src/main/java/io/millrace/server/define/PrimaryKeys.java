package io.millrace.server.define;

import io.millrace.lake.SystemColumns;
import io.millrace.lake.keys.PrimaryKey;
import io.millrace.lake.keys.PrimaryKey.Uniqueness;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Suggestions;
import io.millrace.spi.option.Options;
import io.millrace.sql.option.TableOptions;
import io.millrace.sql.tree.ColumnPath;
import io.millrace.sql.tree.Statement.CreateTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;

/** Checks PRIMARY KEY. */
final class PrimaryKeys {
    private PrimaryKeys() {}

    static PrimaryKey of(CreateTable create, Options options, Schema schema) {
        boolean everywhere = options.get(TableOptions.GLOBALLY_UNIQUE_KEYS);
        if (create.primaryKey().isEmpty()) {
            if (everywhere) {
                throw new MillraceException(
                                ErrorCode.INVALID_TARGET,
                                create.location(),
                                "Cannot make keys unique in a table without PRIMARY KEY: " + create.name())
                        .withHint("write PRIMARY KEY column, ... before the options");
            }
            return PrimaryKey.NONE;
        }
        List<Integer> ids = new ArrayList<>();
        for (ColumnPath path : create.primaryKey()) {
            int id = column(path, schema).fieldId();
            if (ids.contains(id)) {
                throw new MillraceException(
                        ErrorCode.DUPLICATE_COLUMN,
                        path.location(),
                        "Cannot use a column twice in PRIMARY KEY: " + path);
            }
            ids.add(id);
        }
        return new PrimaryKey(ids, everywhere ? Uniqueness.TABLE : Uniqueness.PARTITION);
    }

    private static NestedField column(ColumnPath path, Schema schema) {
        String name = path.parts().stream().map(Names::column).collect(Collectors.joining("."));
        NestedField field = schema.caseInsensitiveFindField(name);
        if (field == null || SystemColumns.COMMIT_TIME.equals(field.name())) {
            throw new MillraceException(
                            ErrorCode.COLUMN_NOT_FOUND,
                            path.location(),
                            "Cannot use as PRIMARY KEY a column that is not declared: " + path)
                    .withHint("declare it in the parentheses; "
                            + Suggestions.hint(
                                    name, List.copyOf(schema.idToName().values())));
        }
        if (path.parts().size() > 1 || field.type().isNestedType()) {
            throw new MillraceException(
                            ErrorCode.INVALID_TARGET,
                            path.location(),
                            "Cannot use as PRIMARY KEY anything but columns of scalar types: " + path)
                    .withHint("give the field a column of its own, in the query of the job too");
        }
        return field;
    }
}
