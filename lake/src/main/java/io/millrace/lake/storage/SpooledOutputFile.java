package io.millrace.lake.storage;

import static java.util.Objects.requireNonNull;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;

/**
 * A file of an object store that is made on this machine and uploaded when it is complete. An object appears when the
 * stream to it is closed, whatever the reason; so the stream is not opened before there is something to show.
 */
public final class SpooledOutputFile implements OutputFile {
    private final OutputFile remote;
    private final Path directory;

    private SpooledOutputFile(OutputFile remote, Path directory) {
        this.remote = requireNonNull(remote, "remote is null");
        this.directory = requireNonNull(directory, "directory is null");
    }

    /** A file that an {@link Abortable} stream writes, or that may be left behind as it is. */
    public static OutputFile of(FileIO io, String location) {
        OutputFile file = io.newOutputFile(location);
        if (LakeFileIO.isLocal(location)) {
            return file;
        }
        String staging =
                io.properties().getOrDefault(LakeFileIO.STAGING_DIRECTORY, System.getProperty("java.io.tmpdir"));
        return new SpooledOutputFile(file, Path.of(staging));
    }

    /** Deletes what a process left that is gone. */
    public static void clear(Path directory) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A stream that can end without a trace. */
    public interface Abortable {
        void abort() throws IOException;
    }

    @Override
    public PositionOutputStream create() {
        try {
            Files.createDirectories(directory);
            Path file = Files.createTempFile(directory, "upload-", ".parquet");
            return new Spool(file, new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), remote);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create file in: " + directory, e);
        }
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
        return create();
    }

    @Override
    public String location() {
        return remote.location();
    }

    @Override
    public InputFile toInputFile() {
        return remote.toInputFile();
    }

    private static final class Spool extends CountedOutputStream implements Abortable {
        private final Path file;
        private final OutputStream out;
        private final OutputFile remote;

        Spool(Path file, OutputStream out, OutputFile remote) {
            super(out);
            this.file = file;
            this.out = out;
            this.remote = remote;
        }

        @Override
        void complete() throws IOException {
            try {
                out.close();
                try (PositionOutputStream upload = remote.createOrOverwrite()) {
                    Files.copy(file, upload);
                }
            } finally {
                Files.deleteIfExists(file);
            }
        }

        @Override
        public void abort() throws IOException {
            if (!end()) {
                return;
            }
            try {
                out.close();
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }
}
