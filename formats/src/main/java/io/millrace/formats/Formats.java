package io.millrace.formats;

import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.avro.AvroRegistryFormat;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.fixed.FixedWidthFormat;
import io.millrace.formats.json.JsonFormat;
import io.millrace.formats.lines.SplitLinesFormat;
import io.millrace.formats.orc.OrcFormat;
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
            new OrcFormat(),
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

    private Formats() {}

    /**
     * The format of this name, in any case.
     *
     * @throws MillraceException INVALID_OPTION_VALUE when there is none
     */
    public static Format find(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        for (Format format : ALL) {
            if (format.name().equals(wanted)) {
                return format;
            }
        }
        throw new MillraceException(ErrorCode.INVALID_OPTION_VALUE, "Cannot find content type: " + name)
                .withHint(Suggestions.hint(wanted, names()));
    }

    private static List<String> names() {
        return ALL.stream().map(Format::name).toList();
    }
}
