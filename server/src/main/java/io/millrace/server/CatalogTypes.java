package io.millrace.server;

import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import io.millrace.lake.storage.LakeFileIO;
import io.millrace.lake.storage.LocalFileIO;
import io.millrace.server.define.ConnectionDefinition;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionSpec.Trait;
import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.Options;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The kinds of catalogs that a connection can name, and what each takes. */
final class CatalogTypes {
    private static final OptionSpec<String> URI =
            OptionSpec.required("URI", OptionType.STRING, "Where the catalog answers", "'http://localhost:8181'");
    private static final OptionSpec<String> REST_WAREHOUSE =
            OptionSpec.optional("WAREHOUSE", OptionType.STRING, "The warehouse by the catalog's name for it", "'wh'");
    private static final OptionSpec<String> TOKEN = OptionSpec.optional(
            "TOKEN", OptionType.STRING, "A bearer token", "ENV('CATALOG_TOKEN')", Trait.SECRET, Trait.EDITABLE);
    private static final OptionSpec<String> CREDENTIAL = OptionSpec.optional(
            "CREDENTIAL",
            OptionType.STRING,
            "OAuth2 client id and secret, separated by a colon",
            "ENV('CATALOG_CREDENTIAL')",
            Trait.SECRET,
            Trait.EDITABLE);
    private static final OptionSpec<String> CONNECTION_STRING = OptionSpec.required(
            "CONNECTION_STRING",
            OptionType.STRING,
            "The JDBC address of a PostgreSQL or SQLite database",
            "'jdbc:postgresql://localhost/lake'");
    private static final OptionSpec<String> USER_NAME =
            OptionSpec.optional("USER_NAME", OptionType.STRING, "The user of the database", "'lake'", Trait.EDITABLE);
    private static final OptionSpec<String> PASSWORD = OptionSpec.optional(
            "PASSWORD", OptionType.STRING, "The user's password", "ENV('LAKE_PASSWORD')", Trait.SECRET, Trait.EDITABLE);
    private static final OptionSpec<String> WAREHOUSE = OptionSpec.required(
            "WAREHOUSE",
            OptionType.STRING,
            "The directory, or the folder of a bucket, that holds the tables",
            "'s3://bucket/lake'");
    private static final OptionSpec<String> COMMENT =
            OptionSpec.optional("COMMENT", OptionType.STRING, "A remark", "'the shared lake'", Trait.EDITABLE);

    private static final String REST = "REST_CATALOG";
    private static final String JDBC = "JDBC_CATALOG";

    static final Map<String, OptionSet> OPTIONS = Map.of(
            REST,
            OptionSet.of("REST_CATALOG connection", URI, REST_WAREHOUSE, TOKEN, CREDENTIAL, COMMENT)
                    .and(StorageOptions.SET),
            JDBC,
            OptionSet.of("JDBC_CATALOG connection", CONNECTION_STRING, USER_NAME, PASSWORD, WAREHOUSE, COMMENT)
                    .and(StorageOptions.SET));

    private CatalogTypes() {}

    /** @param staging where files are made that go to an object store */
    static LakeCatalog open(ConnectionDefinition connection, Path staging) {
        Options options = connection.options();
        Map<String, String> properties =
                new HashMap<>(StorageOptions.properties(connection.type() + " connection", options));
        properties.put(LakeFileIO.STAGING_DIRECTORY, staging.toAbsolutePath().toString());
        if (connection.type().equals(REST)) {
            properties.put("uri", options.get(URI));
            put(properties, "warehouse", options.find(REST_WAREHOUSE));
            put(properties, "token", options.find(TOKEN));
            put(properties, "credential", options.find(CREDENTIAL));
            return Catalogs.rest(connection.name(), properties);
        }
        properties.put("uri", options.get(CONNECTION_STRING));
        properties.put("warehouse", options.get(WAREHOUSE));
        put(properties, "jdbc.user", options.find(USER_NAME));
        put(properties, "jdbc.password", options.find(PASSWORD));
        return Catalogs.jdbc(connection.name(), properties);
    }

    /** The directory of a catalog whose tables lie on this machine. */
    static Optional<Path> warehouse(ConnectionDefinition connection) {
        OptionSpec<String> spec = connection.type().equals(JDBC) ? WAREHOUSE : REST_WAREHOUSE;
        return connection
                .options()
                .find(spec)
                .filter(path -> path.startsWith("/") || path.startsWith("file:"))
                .map(LocalFileIO::path);
    }

    private static void put(Map<String, String> properties, String name, Optional<String> value) {
        value.ifPresent(text -> properties.put(name, text));
    }
}
