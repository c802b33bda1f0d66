package io.millrace.lake.commit;

import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

class S3RestCommitTest extends CommitContract {
    private RestCatalogServer server;

    @Override
    LakeCatalog open(Path directory) {
        Map<String, String> properties = new HashMap<>(S3Warehouse.create());
        try {
            server = RestCatalogServer.start(directory, properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        properties.put("uri", server.uri());
        return Catalogs.rest("rest", properties);
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
    }
}
