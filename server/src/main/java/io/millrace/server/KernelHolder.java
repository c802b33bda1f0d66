package io.millrace.server;

import io.millrace.kernel.Kernel;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.KernelSettings;
import io.millrace.kernel.function.user.UserFunction;
import io.millrace.server.define.FunctionDefinition;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens the SQL kernel when it is first needed, and again when data lies where the open one may not read, or when there are other
 * functions. What runs goes on with the one that it began with.
 */
final class KernelHolder implements AutoCloseable {
    private final long memory;
    private final Path temporary;
    private final CatalogRegistry catalogs;
    private final FunctionStore functions;
    private final List<Open> open = new ArrayList<>();

    /** A kernel, where it may read, and the functions that it knows. */
    private record Open(List<Path> readable, List<String> functions, Kernel kernel) {}

    KernelHolder(long memory, Path temporary, CatalogRegistry catalogs, FunctionStore functions) {
        this.memory = memory;
        this.temporary = temporary;
        this.catalogs = catalogs;
        this.functions = functions;
    }

    Kernel kernel() {
        return kernel(functions.all());
    }

    /** A kernel that knows these functions of users and no others. */
    private synchronized Kernel kernel(List<FunctionDefinition> wanted) {
        List<Path> directories = catalogs.directories();
        List<String> identities = wanted.stream()
                .map(function -> function.sql() + function.jar().hash())
                .sorted()
                .toList();
        for (Open one : open) {
            if (one.readable().equals(directories) && one.functions().equals(identities)) {
                return one.kernel();
            }
        }
        Kernel kernel = Kernel.open(
                new KernelSettings(memory, temporary, directories),
                wanted.stream().map(KernelHolder::function).toList());
        open.add(new Open(directories, identities, kernel));
        return kernel;
    }

    private static UserFunction function(FunctionDefinition definition) {
        try {
            return definition.function();
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_STATE, "Cannot read the jar of function: " + definition.name(), e);
        }
    }

    KernelSession session() {
        return kernel().session();
    }

    KernelSession session(List<FunctionDefinition> wanted) {
        return kernel(wanted).session();
    }

    @Override
    public synchronized void close() {
        open.forEach(one -> one.kernel().close());
        open.clear();
    }
}
