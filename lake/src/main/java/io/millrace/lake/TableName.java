package io.millrace.lake;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;

/** The full name of a table: {@code lake.shop.orders}. */
public record TableName(String catalog, String schema, String table) implements Serializable {
    public TableName {
        requireNonNull(catalog, "catalog is null");
        requireNonNull(schema, "schema is null");
        requireNonNull(table, "table is null");
    }

    TableIdentifier identifier() {
        return TableIdentifier.of(Namespace.of(schema), table);
    }

    @Override
    public String toString() {
        return catalog + "." + schema + "." + table;
    }
}
