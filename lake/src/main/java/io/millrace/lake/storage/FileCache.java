package io.millrace.lake.storage;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.iceberg.io.FileIO;

/**
 * Data files of object stores, fetched to this machine, as the SQL kernel reads local files only. Files never change, so
 * that one that has been fetched stays right; those used longest ago go first. Safe for use by many threads.
 */
public final class FileCache implements Closeable {
    private final Supplier<CacheDirectory> open;
    private final Limit limit;
    private final Executor threads;
    private final Map<String, CachedFile> files = new LinkedHashMap<>(16, 0.75f, true);
    private CacheDirectory directory;
    private long most;
    private long bytes;

    /** Tells how many bytes a cache in a directory may take. */
    @FunctionalInterface
    public interface Limit {
        long bytes(Path directory) throws IOException;
    }

    /** A file to be read: where it lies and its size. */
    public interface Remote {
        String location();

        long bytes();
    }

    /**
     * @param open the directory, when it is first needed
     * @param threads that fetch
     */
    public FileCache(Supplier<CacheDirectory> open, Limit limit, Executor threads) {
        this.open = requireNonNull(open, "open is null");
        this.limit = requireNonNull(limit, "limit is null");
        this.threads = requireNonNull(threads, "threads is null");
    }

    /** A cache for those who read files of this machine only. */
    public static FileCache unused() {
        return new FileCache(
                () -> {
                    throw new IllegalStateException("there is no directory to fetch files to");
                },
                any -> 0,
                Runnable::run);
    }

    /** Makes files local and keeps them there until it is closed. */
    public Lease lease() {
        return new Lease();
    }

    /** Used by one thread. */
    public final class Lease implements AutoCloseable {
        private final List<CachedFile> held = new ArrayList<>();

        private Lease() {}

        /**
         * The local paths of files, which are there when this returns.
         *
         * @throws MillraceException STORAGE_FULL when they do not fit into the cache together
         */
        public List<String> paths(FileIO io, List<? extends Remote> remote) {
            List<CompletableFuture<Path>> paths = new ArrayList<>(remote.size());
            for (Remote file : remote) {
                if (LakeFileIO.isLocal(file.location())) {
                    paths.add(CompletableFuture.completedFuture(LocalFileIO.path(file.location())));
                } else {
                    CachedFile cached = hold(io, file);
                    held.add(cached);
                    paths.add(cached.path());
                }
            }
            return paths.stream().map(FileCache::await).map(Path::toString).toList();
        }

        @Override
        public void close() {
            synchronized (FileCache.this) {
                held.forEach(CachedFile::release);
            }
            held.clear();
        }
    }

    @Override
    public synchronized void close() {
        if (directory != null) {
            directory.close();
            directory = null;
            files.clear();
            bytes = 0;
        }
    }

    private synchronized CachedFile hold(FileIO io, Remote file) {
        openDirectory();
        String name = CachedFile.name(file);
        CachedFile cached = files.get(name);
        if (cached == null || cached.path().isCompletedExceptionally()) {
            forget(name);
            makeRoom(file.bytes());
            Path path = directory.path().resolve(name);
            cached = new CachedFile(file.bytes(), CompletableFuture.supplyAsync(() -> fetch(io, file, path), threads));
            files.put(name, cached);
            bytes += file.bytes();
        }
        cached.hold();
        return cached;
    }

    private void makeRoom(long needed) {
        Iterator<Map.Entry<String, CachedFile>> eldest = files.entrySet().iterator();
        while (bytes + needed > most && eldest.hasNext()) {
            Map.Entry<String, CachedFile> entry = eldest.next();
            if (!entry.getValue().isHeld()) {
                eldest.remove();
                bytes -= entry.getValue().bytes();
                delete(directory.path().resolve(entry.getKey()));
            }
        }
        if (bytes + needed > most) {
            throw new MillraceException(
                            ErrorCode.STORAGE_FULL,
                            "Cannot fetch " + needed + " bytes: the cache of " + most + " bytes holds " + bytes
                                    + " that are being read")
                    .withHint("make room on the disk of the data directory, or read less at once");
        }
    }

    private void forget(String name) {
        CachedFile failed = files.remove(name);
        bytes -= failed == null ? 0 : failed.bytes();
    }

    private void openDirectory() {
        if (directory == null) {
            directory = open.get();
            try {
                most = limit.bytes(directory.path());
                CachedFile.present(directory.path()).forEach((name, file) -> {
                    files.put(name, file);
                    bytes += file.bytes();
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Path fetch(FileIO io, Remote file, Path path) {
        Path part = path.resolveSibling(UUID.randomUUID() + CachedFile.PART);
        try (InputStream in = io.newInputFile(file.location(), file.bytes()).newStream()) {
            long length = Files.copy(in, part);
            if (length != file.bytes()) {
                throw new IOException(file.location() + " has " + length + " bytes instead of " + file.bytes());
            }
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(part);
        }
    }

    private static Path await(CompletableFuture<Path> path) {
        try {
            return path.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
