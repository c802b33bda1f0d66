package io.millrace.connector.files;

import io.millrace.connector.files.read.FileNames;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.Options;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;

/**
 * Where files are looked for.
 *
 * @param root the directory that the names of splits begin below
 * @param names of the files that are read
 */
record Location(Path root, FileNames names) {
    static Location of(Options connection, Options source) {
        Optional<String> location = source.find(FilesOptions.LOCATION);
        Optional<String> path = connection.find(FilesOptions.PATH);
        if (location.isEmpty() && path.isEmpty()) {
            throw new MillraceException(ErrorCode.MISSING_OPTION, "Cannot copy from FILES without option: LOCATION")
                    .withHint("add LOCATION = " + FilesOptions.LOCATION.example());
        }
        Path base = Path.of(path.orElse("")).toAbsolutePath().normalize();
        Location found = parse(base, location.orElse(""));
        if (path.isPresent() && !found.root().startsWith(base)) {
            throw new MillraceException(
                            ErrorCode.INVALID_OPTION_VALUE, "Cannot set option LOCATION: '" + location.get() + "'")
                    .withHint("it must be below the connection's PATH, " + base);
        }
        return new Location(found.root(), found.names().withPattern(source.find(FilesOptions.FILE_PATTERN)));
    }

    /** Whether a directory of this name is looked into. */
    static boolean visible(Path directory) {
        return !directory.getFileName().toString().startsWith(".");
    }

    private static Location parse(Path base, String location) {
        String[] parts = location.split("/");
        int fixed = 0;
        while (fixed < parts.length && !FileNames.isGlob(parts[fixed])) {
            fixed++;
        }
        String prefix = String.join("/", List.of(parts).subList(0, fixed));
        Path root = base.resolve(prefix.isEmpty() && location.startsWith("/") ? "/" : prefix)
                .normalize();
        if (fixed == parts.length) {
            // A file stands for itself, in the directory that it is in.
            return root.toFile().isFile()
                    ? new Location(root.getParent(), names(Optional.of(root.getFileName()::equals)))
                    : new Location(root, names(Optional.empty()));
        }
        String glob = String.join("/", List.of(parts).subList(fixed, parts.length));
        return new Location(root, names(Optional.of(FileNames.matcher("LOCATION", glob))));
    }

    private static FileNames names(Optional<PathMatcher> path) {
        return new FileNames(path, Optional.empty());
    }
}
