package io.millrace.lake.commit;

import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresCommitTest extends CommitContract {
    private static final AtomicInteger CATALOGS = new AtomicInteger();

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    /** One database; the catalog's name tells the tables of one test from those of another. */
    @Override
    LakeCatalog open(Path directory) {
        return Catalogs.jdbc(
                "lake" + CATALOGS.incrementAndGet(),
                Map.of(
                        "uri", postgres.getJdbcUrl("postgres", "postgres"),
                        "jdbc.user", "postgres",
                        "warehouse", directory.resolve("warehouse").toString()));
    }
}
