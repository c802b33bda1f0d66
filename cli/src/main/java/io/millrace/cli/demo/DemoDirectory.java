package io.millrace.cli.demo;

import static java.util.Objects.requireNonNull;

import io.millrace.server.metastore.DataDirectory;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/** Where a demonstration keeps everything: begun empty, because the broker of an earlier one is gone. */
public record DemoDirectory(Path path) {
    public DemoDirectory {
        requireNonNull(path, "path is null");
    }

    /**
     * A directory of the user's.
     *
     * @throws MillraceException ALREADY_EXISTS when something is in it
     */
    public static DemoDirectory given(Path path) {
        try {
            Files.createDirectories(path);
            try (Stream<Path> entries = Files.list(path)) {
                if (entries.findAny().isPresent()) {
                    throw new MillraceException(
                                    ErrorCode.ALREADY_EXISTS, "Cannot show the demo in a directory with files: " + path)
                            .withHint("give an empty or a new directory");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new DemoDirectory(path);
    }

    /**
     * The directory of the demonstration itself, emptied.
     *
     * @throws MillraceException DATA_DIRECTORY_LOCKED when another demonstration is under way
     */
    public static DemoDirectory fresh(Path path) {
        if (Files.exists(path)) {
            DataDirectory.own(path).close();
            delete(path);
        }
        return new DemoDirectory(path);
    }

    Path broker() {
        return path.resolve("kafka");
    }

    private static void delete(Path path) {
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException error) throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
