package io.millrace.connector.files.s3;

import io.millrace.connector.files.read.FileNames;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.List;
import java.util.Optional;

/**
 * Where objects are looked for.
 *
 * @param root what the names of splits do not show: empty, or ending in a slash
 * @param names of the objects to read, below the root
 */
record S3Location(String bucket, String root, FileNames names) {
    private static final String SCHEME = "s3://";

    static S3Location parse(String location, Optional<String> filePattern) {
        String rest = location.startsWith(SCHEME) ? location.substring(SCHEME.length()) : "";
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        if (bucket.isEmpty() || FileNames.isGlob(bucket)) {
            throw new MillraceException(
                            ErrorCode.INVALID_OPTION_VALUE, "Cannot set option LOCATION: '" + location + "'")
                    .withHint("expected s3://bucket/folder/");
        }
        String path = slash < 0 ? "" : rest.substring(slash + 1);
        String[] parts = path.isEmpty() ? new String[0] : path.split("/");
        int fixed = 0;
        while (fixed < parts.length && !FileNames.isGlob(parts[fixed])) {
            fixed++;
        }
        String root = fixed == 0 ? "" : String.join("/", List.of(parts).subList(0, fixed)) + "/";
        String glob = String.join("/", List.of(parts).subList(fixed, parts.length));
        FileNames names = new FileNames(
                glob.isEmpty() ? Optional.empty() : Optional.of(FileNames.matcher("LOCATION", glob)), Optional.empty());
        return new S3Location(bucket, root, names.withPattern(filePattern));
    }
}
