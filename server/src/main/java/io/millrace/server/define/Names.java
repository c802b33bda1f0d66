package io.millrace.server.define;

import io.millrace.kernel.select.NameDefaults;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.TableName;
import io.millrace.lake.catalog.Catalogs;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.tree.Identifier;
import io.millrace.sql.tree.QualifiedName;
import java.util.List;

/** Full names from what users write. */
public final class Names {
    /** Where a table is looked for whose name says less than everything. */
    public static final NameDefaults DEFAULTS = new NameDefaults(Catalogs.EMBEDDED, "default");

    private Names() {}

    public static TableName table(QualifiedName name) {
        List<String> parts = name.parts().stream().map(Identifier::name).toList();
        return switch (parts.size()) {
            case 1 -> new TableName(DEFAULTS.catalog(), DEFAULTS.schema(), parts.get(0));
            case 2 -> new TableName(DEFAULTS.catalog(), parts.get(0), parts.get(1));
            case 3 -> new TableName(catalog(parts.get(0)), parts.get(1), parts.get(2));
            default ->
                throw new MillraceException(ErrorCode.TABLE_NOT_FOUND, name.location(), "Cannot find table: " + name)
                        .withHint("write catalog.schema.table");
        };
    }

    public static TableName table(io.millrace.kernel.select.TableName name) {
        return new TableName(catalog(name.catalog()), name.schema(), name.table());
    }

    /** The name of a column in a table: of a system name with its underscore. */
    public static String column(Identifier identifier) {
        return identifier.kind() == Identifier.Kind.SYSTEM ? "_" + identifier.name() : identifier.name();
    }

    static boolean isReserved(String column) {
        return SystemColumns.isSystem(column);
    }

    private static String catalog(String written) {
        return written.equalsIgnoreCase(Catalogs.EMBEDDED_ALIAS) || written.equalsIgnoreCase(Catalogs.EMBEDDED)
                ? Catalogs.EMBEDDED
                : written;
    }
}
