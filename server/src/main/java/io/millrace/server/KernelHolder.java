package io.millrace.server;

import io.millrace.kernel.Kernel;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.KernelSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opens the SQL kernel when it is first needed, and again when data lies where the open one may not read. */
final class KernelHolder implements AutoCloseable {
    private final long memory;
    private final Path temporary;
    private final CatalogRegistry catalogs;
    private final List<Kernel> open = new ArrayList<>();
    private List<Path> readable = List.of();

    KernelHolder(long memory, Path temporary, CatalogRegistry catalogs) {
        this.memory = memory;
        this.temporary = temporary;
        this.catalogs = catalogs;
    }

    synchronized Kernel kernel() {
        List<Path> directories = catalogs.directories();
        if (open.isEmpty() || !readable.equals(directories)) {
            open.add(Kernel.open(new KernelSettings(memory, temporary, directories)));
            readable = directories;
        }
        return open.get(open.size() - 1);
    }

    KernelSession session() {
        return kernel().session();
    }

    @Override
    public synchronized void close() {
        open.forEach(Kernel::close);
        open.clear();
    }
}
