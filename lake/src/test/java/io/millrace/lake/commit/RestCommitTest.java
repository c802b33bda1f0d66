package io.millrace.lake.commit;

import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

class RestCommitTest extends CommitContract {
    private RestCatalogServer server;

    @Override
    LakeCatalog open(Path directory) {
        try {
            server = RestCatalogServer.start(directory);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Catalogs.rest("rest", Map.of("uri", server.uri()));
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
    }
}
