package io.millrace.server;

import io.millrace.lake.LakeTable;
import io.millrace.lake.TableName;
import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import io.millrace.server.define.ConnectionDefinition;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The catalogs that are known: the embedded one, and those that connections name. Safe for many threads. */
final class CatalogRegistry implements AutoCloseable {
    private final Path dataDirectory;
    private final Path staging;
    private final Map<String, LakeCatalog> open = new HashMap<>();
    private final Map<String, ConnectionDefinition> connections = new HashMap<>();

    /** @param staging where files are made that go to an object store */
    CatalogRegistry(Path dataDirectory, Path staging) {
        this.dataDirectory = dataDirectory;
        this.staging = staging;
    }

    synchronized void add(ConnectionDefinition connection) {
        if (CatalogTypes.OPTIONS.containsKey(connection.type())) {
            connections.put(key(connection.name()), connection);
            close(key(connection.name()));
        }
    }

    synchronized void remove(String connection) {
        connections.remove(key(connection));
        close(key(connection));
    }

    synchronized List<String> names() {
        List<String> names = new ArrayList<>(List.of(Catalogs.EMBEDDED));
        connections.values().forEach(connection -> names.add(connection.name()));
        return names;
    }

    synchronized LakeCatalog catalog(String name) {
        LakeCatalog catalog = open.get(key(name));
        if (catalog != null) {
            return catalog;
        }
        ConnectionDefinition connection = connections.get(key(name));
        if (connection == null && !name.equalsIgnoreCase(Catalogs.EMBEDDED)) {
            throw new MillraceException(ErrorCode.CATALOG_NOT_FOUND, "Cannot find catalog: " + name);
        }
        LakeCatalog opened =
                connection == null ? Catalogs.embedded(dataDirectory, staging) : CatalogTypes.open(connection, staging);
        open.put(key(name), opened);
        return opened;
    }

    /** The table as it is now, or empty. */
    Optional<LakeTable> find(TableName name) {
        return names().stream().anyMatch(name.catalog()::equalsIgnoreCase)
                ? catalog(name.catalog()).find(name.schema(), name.table())
                : Optional.empty();
    }

    LakeTable table(TableName name) {
        return find(name)
                .orElseThrow(() -> new MillraceException(ErrorCode.TABLE_NOT_FOUND, "Cannot find table: " + name));
    }

    List<TableName> tables() {
        List<TableName> tables = new ArrayList<>();
        names().forEach(name -> tables.addAll(catalog(name).tables()));
        return tables;
    }

    /** The directories of this machine that hold data files. */
    synchronized List<Path> directories() {
        List<Path> directories = new ArrayList<>(List.of(dataDirectory));
        connections.values().stream()
                .map(CatalogTypes::warehouse)
                .flatMap(Optional::stream)
                .filter(Files::exists)
                .forEach(directories::add);
        return directories;
    }

    @Override
    public synchronized void close() {
        List.copyOf(open.keySet()).forEach(this::close);
    }

    private void close(String name) {
        LakeCatalog catalog = open.remove(name);
        if (catalog != null) {
            catalog.close();
        }
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
