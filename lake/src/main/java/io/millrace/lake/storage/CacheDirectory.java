package io.millrace.lake.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A directory of one process. The owner of a data directory keeps what is in it; whoever reads beside the owner has one
 * of its own, which is deleted at the end, or by the next process if it could not be.
 */
public final class CacheDirectory implements Closeable {
    private static final String KEPT = "kept";
    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel lock;

    private CacheDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    public static CacheDirectory kept(Path parent) {
        return open(parent, KEPT);
    }

    public static CacheDirectory temporary(Path parent) {
        return open(parent, UUID.randomUUID().toString());
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try (lock) {
            if (!path.endsWith(KEPT)) {
                delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CacheDirectory open(Path parent, String name) {
        try {
            Path path = Files.createDirectories(parent.resolve(name));
            FileChannel channel =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            sweep(parent);
            return new CacheDirectory(path, channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the directories of processes that are gone. */
    private static void sweep(Path parent) throws IOException {
        for (Path directory : list(parent)) {
            Path file = directory.resolve(LOCK);
            if (directory.endsWith(KEPT) || !Files.exists(file)) {
                continue;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                    FileLock free = channel.tryLock()) {
                if (free != null) {
                    delete(directory);
                }
            } catch (OverlappingFileLockException e) {
                // it is of this process
            }
        }
    }

    private static List<Path> list(Path parent) throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(Files::isDirectory).toList();
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
