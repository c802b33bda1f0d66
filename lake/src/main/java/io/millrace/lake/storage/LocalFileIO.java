package io.millrace.lake.storage;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;

/** Files of this machine. A file is on the disk when it is closed, so that a commit never outlives its data. */
public final class LocalFileIO implements FileIO {
    private static final String SCHEME = "file:";
    private static final int BUFFER_BYTES = 1 << 16;

    @Override
    public void initialize(Map<String, String> properties) {}

    @Override
    public InputFile newInputFile(String path) {
        return org.apache.iceberg.Files.localInput(path(path).toFile());
    }

    @Override
    public OutputFile newOutputFile(String path) {
        return new LocalOutputFile(path(path));
    }

    @Override
    public void deleteFile(String path) {
        try {
            Files.deleteIfExists(path(path));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete file: " + path, e);
        }
    }

    /** The path of a location with or without a scheme. */
    public static Path path(String location) {
        return location.startsWith(SCHEME)
                ? new File(location.substring(SCHEME.length()).replaceFirst("^/+", "/")).toPath()
                : Path.of(location);
    }

    private record LocalOutputFile(Path path) implements OutputFile {
        @Override
        public PositionOutputStream create() {
            if (Files.exists(path)) {
                throw new AlreadyExistsException("Cannot create file: %s", path);
            }
            return createOrOverwrite();
        }

        @Override
        public PositionOutputStream createOrOverwrite() {
            try {
                Files.createDirectories(path.getParent());
                return new DurableOutputStream(FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot create file: " + path, e);
            }
        }

        @Override
        public String location() {
            return path.toString();
        }

        @Override
        public InputFile toInputFile() {
            return org.apache.iceberg.Files.localInput(path.toFile());
        }
    }

    private static final class DurableOutputStream extends CountedOutputStream {
        private final FileChannel channel;
        private final OutputStream out;

        DurableOutputStream(FileChannel channel) {
            this(channel, new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES));
        }

        private DurableOutputStream(FileChannel channel, OutputStream out) {
            super(out);
            this.channel = channel;
            this.out = out;
        }

        @Override
        void complete() throws IOException {
            try (channel) {
                out.flush();
                channel.force(false);
            }
        }
    }
}
