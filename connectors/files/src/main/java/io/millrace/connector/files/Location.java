package io.millrace.connector.files;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.Options;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * Where files are looked for.
 *
 * @param root the directory that the names of splits begin below
 * @param path what a path below the root must match
 * @param name what the name of a file must match
 */
record Location(Path root, Optional<PathMatcher> path, Optional<PathMatcher> name) {
    private static final List<String> UNFINISHED = List.of(".tmp", ".part", ".filepart", ".crdownload", "._copying_");

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
        Optional<PathMatcher> pattern =
                source.find(FilesOptions.FILE_PATTERN).map(glob -> matcher("FILE_PATTERN", glob));
        return new Location(found.root(), found.path(), pattern);
    }

    /** Whether a directory of this name is looked into. */
    static boolean visible(Path directory) {
        return !directory.getFileName().toString().startsWith(".");
    }

    /** Whether a file, given by its path below the root, is one to read. */
    boolean includes(Path file) {
        String text = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !text.startsWith(".")
                && UNFINISHED.stream().noneMatch(text::endsWith)
                && path.map(glob -> glob.matches(file)).orElse(true)
                && name.map(glob -> glob.matches(file.getFileName())).orElse(true);
    }

    private static Location parse(Path base, String location) {
        String[] parts = location.split("/");
        int fixed = 0;
        while (fixed < parts.length && !parts[fixed].matches(".*[*?\\[{].*")) {
            fixed++;
        }
        String prefix = String.join("/", List.of(parts).subList(0, fixed));
        Path root = base.resolve(prefix.isEmpty() && location.startsWith("/") ? "/" : prefix)
                .normalize();
        if (fixed == parts.length) {
            // A file stands for itself, in the directory that it is in.
            return root.toFile().isFile()
                    ? new Location(root.getParent(), Optional.of(root.getFileName()::equals), Optional.empty())
                    : new Location(root, Optional.empty(), Optional.empty());
        }
        String glob = String.join("/", List.of(parts).subList(fixed, parts.length));
        return new Location(root, Optional.of(matcher("LOCATION", glob)), Optional.empty());
    }

    /** In a glob, any number of directories includes none: {@code **}{@code /x} finds x as well. */
    private static PathMatcher matcher(String option, String glob) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob.replace("**/", "{**/,}"));
        } catch (PatternSyntaxException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_OPTION_VALUE,
                    "Cannot set option " + option + ": '" + glob + "': " + e.getDescription(),
                    e);
        }
    }
}
