package io.millrace.lake.catalog;

import io.millrace.lake.storage.LakeFileIO;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
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

    /** The file in the data directory that says where the tables of the embedded catalog lie. */
    public static final String SETTINGS = "catalog.properties";

    private static final String FILE_IO = LakeFileIO.class.getName();

    private Catalogs() {}

    /** The catalog in the data directory, with its staging directory in it. */
    public static LakeCatalog embedded(Path dataDirectory) {
        return embedded(dataDirectory, dataDirectory.resolve("staging"));
    }

    /**
     * The catalog in the data directory: SQLite for the names, files beside it for the tables. What {@value #SETTINGS}
     * says in it goes before: {@code warehouse=s3://bucket/lake} and other properties of Iceberg's catalogs and files.
     *
     * @param staging where files are made that go to an object store
     */
    public static LakeCatalog embedded(Path dataDirectory, Path staging) {
        return jdbc(EMBEDDED, properties(dataDirectory, staging));
    }

    /** Files of this machine, and objects with the rights of the embedded catalog. */
    public static FileIO files(Path dataDirectory) {
        return fileIo(properties(dataDirectory, dataDirectory.resolve("staging")));
    }

    private static Map<String, String> properties(Path dataDirectory, Path staging) {
        Map<String, String> properties = new HashMap<>();
        properties.put(LakeFileIO.STAGING_DIRECTORY, staging.toAbsolutePath().toString());
        Path database = dataDirectory.resolve("catalog.db").toAbsolutePath();
        properties.put(
                CatalogProperties.URI,
                "jdbc:sqlite:" + database + "?journal_mode=WAL&busy_timeout=30000&synchronous=FULL");
        properties.put(
                CatalogProperties.WAREHOUSE_LOCATION,
                dataDirectory.resolve("warehouse").toAbsolutePath().toString());
        properties.putAll(settings(dataDirectory.resolve(SETTINGS)));
        return properties;
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

    private static Map<String, String> settings(Path file) {
        Map<String, String> settings = new HashMap<>();
        if (Files.exists(file)) {
            Properties read = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                read.load(reader);
            } catch (IOException e) {
                throw new MillraceException(ErrorCode.LAKE_UNAVAILABLE, "Cannot read settings: " + file, e);
            }
            read.stringPropertyNames().forEach(name -> settings.put(name, read.getProperty(name)));
        }
        return settings;
    }

    private static FileIO fileIo(Map<String, String> properties) {
        return org.apache.iceberg.CatalogUtil.loadFileIO(
                properties.getOrDefault(CatalogProperties.FILE_IO_IMPL, FILE_IO), properties, null);
    }
}
