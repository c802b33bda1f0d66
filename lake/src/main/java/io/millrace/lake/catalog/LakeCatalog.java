package io.millrace.lake.catalog;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.LakeTable;
import io.millrace.lake.TableName;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;

/** An Iceberg catalog under the name that SQL gives it. */
public final class LakeCatalog implements AutoCloseable {
    private final String name;
    private final Catalog catalog;

    public LakeCatalog(String name, Catalog catalog) {
        this.name = requireNonNull(name, "name is null");
        this.catalog = requireNonNull(catalog, "catalog is null");
    }

    public String name() {
        return name;
    }

    public Optional<LakeTable> find(String schema, String table) {
        TableName tableName = new TableName(name, schema, table);
        try {
            return Optional.of(new LakeTable(tableName, (BaseTable) catalog.loadTable(identifier(schema, table))));
        } catch (NoSuchTableException | NoSuchNamespaceException e) {
            return Optional.empty();
        }
    }

    /**
     * Creates a table, and its schema if need be.
     *
     * @throws MillraceException ALREADY_EXISTS
     */
    public LakeTable create(
            String schema, String table, Schema columns, PartitionSpec spec, Map<String, String> properties) {
        ensureNamespace(Namespace.of(schema));
        try {
            BaseTable created = (BaseTable) catalog.buildTable(identifier(schema, table), columns)
                    .withPartitionSpec(spec)
                    .withProperties(properties)
                    .create();
            return new LakeTable(new TableName(name, schema, table), created);
        } catch (AlreadyExistsException e) {
            throw new MillraceException(
                    ErrorCode.ALREADY_EXISTS, "Cannot create table: " + name + "." + schema + "." + table, e);
        }
    }

    /** Removes a table from the catalog; its files stay. */
    public void drop(String schema, String table) {
        catalog.dropTable(identifier(schema, table), false);
    }

    /** Removes a table and deletes its data and metadata. */
    public void dropWithData(String schema, String table) {
        catalog.dropTable(identifier(schema, table), true);
    }

    /** The names of all tables. */
    public List<TableName> tables() {
        List<TableName> names = new ArrayList<>();
        for (Namespace namespace : ((SupportsNamespaces) catalog).listNamespaces()) {
            for (TableIdentifier table : catalog.listTables(namespace)) {
                names.add(new TableName(name, namespace.toString(), table.name()));
            }
        }
        return names;
    }

    @Override
    public void close() {
        if (catalog instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void ensureNamespace(Namespace namespace) {
        SupportsNamespaces namespaces = (SupportsNamespaces) catalog;
        if (!namespaces.namespaceExists(namespace)) {
            try {
                namespaces.createNamespace(namespace);
            } catch (AlreadyExistsException e) {
                // another session made it in between: it is there
                requireNonNull(e);
            }
        }
    }

    private static TableIdentifier identifier(String schema, String table) {
        return TableIdentifier.of(Namespace.of(schema), table);
    }
}
