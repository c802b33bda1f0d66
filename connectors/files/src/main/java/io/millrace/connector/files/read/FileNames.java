package io.millrace.connector.files.read;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * Which files are read, by their names.
 *
 * @param path what a path below the root must match
 * @param name what the name of a file must match
 */
public record FileNames(Optional<PathMatcher> path, Optional<PathMatcher> name) {
    private static final List<String> UNFINISHED = List.of(".tmp", ".part", ".filepart", ".crdownload", "._copying_");
    private static final String REGEX = "regex:";

    /** Whether a file, given by its path below the root, is one to read. */
    public boolean includes(Path file) {
        String text = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !text.startsWith(".")
                && UNFINISHED.stream().noneMatch(text::endsWith)
                && path.map(glob -> glob.matches(file)).orElse(true)
                && name.map(glob -> glob.matches(file.getFileName())).orElse(true);
    }

    /** These names, of which those of files must match a FILE_PATTERN. */
    public FileNames withPattern(Optional<String> pattern) {
        return new FileNames(path, pattern.map(text -> matcher("FILE_PATTERN", text)));
    }

    /** Whether a part of a path is more than a name. */
    public static boolean isGlob(String part) {
        return part.matches(".*[*?\\[{].*");
    }

    /**
     * A glob, or behind {@code regex:} a regular expression. In a glob, any number of directories includes none: {@code
     * **}{@code /x} finds x as well.
     */
    public static PathMatcher matcher(String option, String pattern) {
        String syntax = pattern.startsWith(REGEX) ? pattern : "glob:" + pattern.replace("**/", "{**/,}");
        try {
            return FileSystems.getDefault().getPathMatcher(syntax);
        } catch (PatternSyntaxException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_OPTION_VALUE,
                    "Cannot set option " + option + ": '" + pattern + "': " + e.getDescription(),
                    e);
        }
    }
}
