package io.millrace.connector.files.s3;

import io.millrace.connector.files.object.ObjectOptions;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionAssignment;
import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.OptionValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Options of COPY FROM S3 by other names: BUCKET and PREFIX for LOCATION, FILE_SUFFIX for FILE_PATTERN. */
final class OtherNames {
    static final String BUCKET = "BUCKET";
    static final String PREFIX = "PREFIX";
    static final String FILE_SUFFIX = "FILE_SUFFIX";
    static final Set<String> ALL = Set.of(BUCKET, PREFIX, FILE_SUFFIX);

    private final List<OptionAssignment> written;

    private OtherNames(List<OptionAssignment> written) {
        this.written = written;
    }

    static List<OptionAssignment> replace(List<OptionAssignment> written) {
        return new OtherNames(written).replaced();
    }

    private List<OptionAssignment> replaced() {
        List<OptionAssignment> known = new ArrayList<>(
                written.stream().filter(option -> !ALL.contains(option.name())).toList());
        find(BUCKET).ifPresent(bucket -> {
            String prefix = find(PREFIX).map(OtherNames::text).orElse("");
            known.add(as(ObjectOptions.LOCATION, "s3://" + text(bucket) + "/" + prefix, bucket, known));
        });
        find(PREFIX).filter(prefix -> find(BUCKET).isEmpty()).ifPresent(prefix -> {
            throw new MillraceException(
                            ErrorCode.MISSING_OPTION,
                            prefix.location(),
                            "Cannot use option PREFIX without option: BUCKET")
                    .withHint("write LOCATION = 's3://bucket/" + text(prefix) + "'");
        });
        find(FILE_SUFFIX).ifPresent(suffix -> {
            String pattern = "regex:.*" + Pattern.quote(text(suffix));
            known.add(as(ObjectOptions.FILE_PATTERN.name(), pattern, suffix, known));
        });
        return known;
    }

    private Optional<OptionAssignment> find(String name) {
        List<OptionAssignment> found =
                written.stream().filter(option -> option.name().equals(name)).toList();
        if (found.size() > 1) {
            throw new MillraceException(
                    ErrorCode.DUPLICATE_OPTION, found.get(1).location(), "Cannot set option twice: " + name);
        }
        return found.stream().findFirst();
    }

    private static OptionAssignment as(
            String name, String value, OptionAssignment written, List<OptionAssignment> others) {
        if (others.stream().anyMatch(option -> option.name().equals(name))) {
            throw new MillraceException(
                    ErrorCode.DUPLICATE_OPTION,
                    written.location(),
                    "Cannot set option twice: " + name + ", and as " + written.name());
        }
        return new OptionAssignment(name, new OptionValue.Text(value), written.location(), written.valueLocation());
    }

    private static String text(OptionAssignment option) {
        try {
            return OptionType.STRING.read(option.name(), option.value());
        } catch (MillraceException e) {
            throw e.at(option.valueLocation());
        }
    }
}
