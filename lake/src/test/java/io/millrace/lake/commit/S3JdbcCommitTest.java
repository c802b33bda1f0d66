package io.millrace.lake.commit;

import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

class S3JdbcCommitTest extends CommitContract {
    @Override
    LakeCatalog open(Path directory) {
        Map<String, String> properties = new HashMap<>(S3Warehouse.create());
        properties.put("uri", "jdbc:sqlite:" + directory.resolve("catalog.db"));
        return Catalogs.jdbc("s3", properties);
    }
}
