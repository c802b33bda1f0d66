package io.millrace.connector.files;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What is in a location at one moment.
 *
 * @param files by split
 * @param directories that were seen, as the beginnings of splits: empty for the root, else ending in a slash
 */
record Listing(Map<String, Listing.Entry> files, Set<String> directories) {
    /**
     * @param size in bytes
     * @param modifiedMicros since 1970-01-01T00:00:00Z
     */
    record Entry(long size, long modifiedMicros) {
        static Entry of(BasicFileAttributes attributes) {
            return new Entry(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS));
        }
    }

    static Listing of(Location location) {
        Collector collector = new Collector(location);
        try {
            Files.walkFileTree(location.root(), EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, collector);
        } catch (NoSuchFileException e) {
            throw new MillraceException(
                            ErrorCode.SOURCE_UNAVAILABLE,
                            "Cannot list directory: " + e.getFile() + ": it is not there",
                            e)
                    .withHint("is its disk mounted");
        } catch (AccessDeniedException e) {
            throw new MillraceException(ErrorCode.SOURCE_ACCESS_DENIED, "Cannot read: " + e.getFile(), e)
                    .withHint("give the user that runs millrace the right to read it");
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNAVAILABLE,
                    "Cannot list directory: " + location.root() + ": " + e.getMessage(),
                    e);
        }
        return new Listing(collector.files, collector.directories);
    }

    /** The beginning of a split up to its last slash, included. */
    static String directory(String split) {
        return split.substring(0, split.lastIndexOf('/') + 1);
    }

    private static final class Collector extends SimpleFileVisitor<Path> {
        private final Location location;
        private final Map<String, Entry> files = new TreeMap<>();
        private final Set<String> directories = new HashSet<>();

        Collector(Location location) {
            this.location = location;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (directory.equals(location.root())) {
                directories.add("");
                return FileVisitResult.CONTINUE;
            }
            directories.add(split(directory) + "/");
            return Location.visible(directory) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()
                    && location.names().includes(location.root().relativize(file))) {
                files.put(split(file), Entry.of(attributes));
            }
            return FileVisitResult.CONTINUE;
        }

        /** What goes while the directory is being walked is as if it had gone before. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException error) throws IOException {
            boolean gone = error instanceof NoSuchFileException && !file.equals(location.root());
            if (gone || error instanceof FileSystemLoopException) {
                return FileVisitResult.CONTINUE;
            }
            throw error;
        }

        private String split(Path path) {
            return location.root().relativize(path).toString().replace(File.separatorChar, '/');
        }
    }
}
