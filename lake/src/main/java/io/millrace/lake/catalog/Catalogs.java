package io.millrace.lake.catalog;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.RESTCatalog;

/** Opens the catalogs that tables live in. */
public final class Catalogs {
    /** The name of the embedded catalog. */
    public static final String EMBEDDED = "lake";

    /** The name under which SQLake worksheets know the catalog that is always there. */
    public static final String EMBEDDED_ALIAS = "default_glue_catalog";

    private static final String FILE_IO = LocalFileIO.class.getName();

    private Catalogs() {}

    /** The catalog in the data directory: SQLite for the names, files beside it for the tables. */
    public static LakeCatalog embedded(Path dataDirectory) {
        Map<String, String> properties = new HashMap<>();
        Path database = dataDirectory.resolve("catalog.db").toAbsolutePath();
        properties.put(
                CatalogProperties.URI,
                "jdbc:sqlite:" + database + "?journal_mode=WAL&busy_timeout=30000&synchronous=FULL");
        properties.put(
                CatalogProperties.WAREHOUSE_LOCATION,
                dataDirectory.resolve("warehouse").toAbsolutePath().toString());
        return jdbc(EMBEDDED, properties);
    }

    /** A catalog in a database, SQLite or PostgreSQL: {@code uri}, {@code warehouse} and {@code jdbc.*} properties. */
    public static LakeCatalog jdbc(String name, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.putIfAbsent("jdbc.schema-version", "V1");
        all.putIfAbsent(CatalogProperties.FILE_IO_IMPL, FILE_IO);
        JdbcCatalog catalog = new JdbcCatalog(Catalogs::fileIo, null, true);
        catalog.initialize(name, all);
        return new LakeCatalog(name, catalog);
    }

    /** A REST catalog: {@code uri}, {@code warehouse} and whatever else Iceberg's REST client takes. */
    public static LakeCatalog rest(String name, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.putIfAbsent(CatalogProperties.FILE_IO_IMPL, FILE_IO);
        RESTCatalog catalog = new RESTCatalog();
        catalog.initialize(name, all);
        return new LakeCatalog(name, catalog);
    }

    private static FileIO fileIo(Map<String, String> properties) {
        return org.apache.iceberg.CatalogUtil.loadFileIO(
                properties.getOrDefault(CatalogProperties.FILE_IO_IMPL, FILE_IO), properties, null);
    }
}
