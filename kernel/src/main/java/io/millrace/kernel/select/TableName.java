package io.millrace.kernel.select;

import static java.util.Objects.requireNonNull;

/** The full name of a table, as written but for what the defaults supplied. */
public record TableName(String catalog, String schema, String table) {
    public TableName {
        requireNonNull(catalog, "catalog is null");
        requireNonNull(schema, "schema is null");
        requireNonNull(table, "table is null");
    }

    @Override
    public String toString() {
        return catalog + "." + schema + "." + table;
    }
}
