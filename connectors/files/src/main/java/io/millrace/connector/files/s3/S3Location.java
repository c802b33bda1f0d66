package io.millrace.connector.files.s3;

import io.millrace.connector.files.object.ObjectOptions;
import io.millrace.connector.files.object.ObjectPath;
import io.millrace.connector.files.read.FileNames;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.Optional;

/** Where objects are looked for. */
public record S3Location(String bucket, ObjectPath path) {
    /**
     * @param scheme what a location begins with: {@code s3}
     * @throws MillraceException INVALID_OPTION_VALUE
     */
    public static S3Location parse(String scheme, String location, Optional<String> filePattern) {
        String begin = scheme + "://";
        String rest = location.startsWith(begin) ? location.substring(begin.length()) : "";
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        if (bucket.isEmpty() || FileNames.isGlob(bucket)) {
            throw new MillraceException(
                            ErrorCode.INVALID_OPTION_VALUE,
                            "Cannot set option " + ObjectOptions.LOCATION + ": '" + location + "'")
                    .withHint("expected " + begin + "bucket/folder/");
        }
        String path = slash < 0 ? "" : rest.substring(slash + 1);
        return new S3Location(bucket, ObjectPath.parse(path, filePattern));
    }
}
