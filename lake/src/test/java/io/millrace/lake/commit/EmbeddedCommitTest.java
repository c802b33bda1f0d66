package io.millrace.lake.commit;

import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import java.nio.file.Path;

class EmbeddedCommitTest extends CommitContract {
    @Override
    LakeCatalog open(Path directory) {
        return Catalogs.embedded(directory);
    }
}
