package io.millrace.formats;

import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.avro.AvroRegistryFormat;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.fixed.FixedWidthFormat;
import io.millrace.formats.json.JsonFormat;
import io.millrace.formats.lines.SplitLinesFormat;
import io.millrace.formats.parquet.ParquetFormat;
import io.millrace.formats.protobuf.ProtobufFormat;
import io.millrace.formats.regex.LogFormat;
import io.millrace.formats.regex.RegexFormat;
import io.millrace.formats.xml.XmlFormat;
import io.millrace.spi.decode.Format;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Suggestions;
import java.util.List;
import java.util.Locale;

/** Every content type, by the word after CONTENT_TYPE. A new one is one line here. */
public final class Formats {
    /** What {@link #find} takes, the default first. */
    public static final List<Format> ALL = List.of(
            new AutoFormat(),
            new JsonFormat(),
            new AvroFormat(),
            new AvroRegistryFormat(),
            new ProtobufFormat(),
            new ParquetFormat(),
            JsonFormat.cloudTrail(),
            CsvFormat.csv(),
            CsvFormat.tsv(),
            CsvFormat.vpcFlowLogs(),
            new FixedWidthFormat(),
            new RegexFormat(),
            LogFormat.apache(),
            LogFormat.nginx(),
            LogFormat.syslog(),
            new SplitLinesFormat(),
            new XmlFormat());

    private static final List<String> PLANNED = List.of("ORC");

    private Formats() {}

    /**
     * The format of this name, in any case.
     *
     * @throws MillraceException NOT_YET_AVAILABLE for a content type of the language that no format reads yet;
     *     INVALID_OPTION_VALUE for any other name
     */
    public static Format find(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        for (Format format : ALL) {
            if (format.name().equals(wanted)) {
                return format;
            }
        }
        if (PLANNED.contains(wanted)) {
            throw notYetAvailable(wanted);
        }
        throw new MillraceException(ErrorCode.INVALID_OPTION_VALUE, "Cannot find content type: " + name)
                .withHint(Suggestions.hint(wanted, names()));
    }

    /** Whether a content type of the language can be read. */
    static boolean isAvailable(String name) {
        return ALL.stream().anyMatch(format -> format.name().equals(name));
    }

    static MillraceException notYetAvailable(String name) {
        return new MillraceException(ErrorCode.NOT_YET_AVAILABLE, "Cannot read content type: " + name)
                .withHint("available: " + String.join(", ", names()));
    }

    private static List<String> names() {
        return ALL.stream().map(Format::name).toList();
    }
}
