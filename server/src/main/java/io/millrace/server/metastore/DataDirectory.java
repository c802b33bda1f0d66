package io.millrace.server.metastore;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The directory with everything that one Millrace keeps. One process at a time owns it and runs its jobs; others may
 * read.
 */
public final class DataDirectory implements AutoCloseable {
    private static final String LOCK = "millrace.lock";

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = requireNonNull(path, "path is null");
        this.channel = channel;
    }

    /**
     * Takes ownership; given up when closed or when the process ends, however it ends.
     *
     * @throws MillraceException DATA_DIRECTORY_LOCKED when another process owns it
     */
    public static DataDirectory own(Path path) {
        try {
            Files.createDirectories(path);
            FileChannel channel = FileChannel.open(
                    path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!tryLock(channel)) {
                String owner = read(channel);
                channel.close();
                throw new MillraceException(
                                ErrorCode.DATA_DIRECTORY_LOCKED,
                                "Cannot run jobs in data directory " + path + ": process " + owner + " runs them")
                        .withHint("stop that process, or give another --data directory; queries need no lock");
            }
            channel.truncate(0);
            String pid = Long.toString(ProcessHandle.current().pid());
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)), 0);
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.LAKE_UNAVAILABLE, "Cannot use data directory " + path + ": " + e.getMessage(), e);
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new MillraceException(ErrorCode.LAKE_UNAVAILABLE, "Cannot give up data directory " + path, e);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(32);
        channel.read(buffer, 0);
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8).strip();
    }
}
