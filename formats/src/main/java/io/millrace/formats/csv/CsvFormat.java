package io.millrace.formats.csv;

import io.millrace.formats.text.EncodedDecoder;
import io.millrace.formats.text.LineSplitting;
import io.millrace.formats.text.TextEncoding;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.Format;
import io.millrace.spi.decode.Splitting;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;

/**
 * Separated values as RFC 4180 has them, with any delimiter.
 *
 * <ul>
 *   <li>Lines end with a line feed, before which a carriage return is left out. Empty lines are passed over. A value in
 *       quotes may hold line breaks, delimiters and escaped quotes.
 *   <li>Nothing between two delimiters is no value; {@code ""} is an empty text. A quote within a value that does not begin
 *       with one is a character like others.
 *   <li>A record with fewer fields than there are names lacks the last ones. One with more is rejected, unless what is beyond
 *       is empty.
 *   <li>Values are numbers, truth values and times by the rules of {@link io.millrace.formats.text.TextValues}, in quotes or not.
 *   <li>A record with an error in its quotes, or with too many fields, ends with its line. If it spans lines it ends before the
 *       next line that is a record of as many fields as there are names.
 *   <li>A header of more than ten times MAX_COLUMNS names (or 1000) is rejected. Behind a header that is rejected, so are the
 *       records of the payload.
 * </ul>
 */
public final class CsvFormat implements Format {
    private final String name;
    private final OptionSet options;

    private CsvFormat(String name, OptionSet options) {
        this.name = name;
        this.options = options;
    }

    public static CsvFormat csv() {
        return new CsvFormat("CSV", CsvOptions.CSV);
    }

    public static CsvFormat tsv() {
        return new CsvFormat("TSV", CsvOptions.TSV);
    }

    /** Flow logs of a virtual private cloud: values with blanks between, {@code -} for none, the usual names. */
    public static CsvFormat vpcFlowLogs() {
        return new CsvFormat("VPC_FLOW_LOGS", CsvOptions.VPC_FLOW_LOGS);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public OptionSet options() {
        return options;
    }

    @Override
    public Decoder open(Options written, DecodeSettings settings) {
        CsvDecoder decoder = new CsvDecoder(spec(written), settings);
        return EncodedDecoder.of(decoder, written.get(TextEncoding.OPTION));
    }

    /** Only where nothing quotes does every line break end a record. */
    @Override
    public Splitting splitting(Options written, DecodeSettings settings) {
        CsvSpec spec = spec(written);
        TextEncoding encoding = written.get(TextEncoding.OPTION);
        if (spec.dialect().quotes()) {
            return Splitting.NONE;
        }
        return spec.inPayload()
                ? LineSplitting.behindHeader(encoding, () -> open(written, settings))
                : LineSplitting.of(encoding, () -> open(written, settings));
    }

    private CsvSpec spec(Options written) {
        return switch (name) {
            case "TSV" -> CsvOptions.read(written, '\t');
            case "VPC_FLOW_LOGS" -> CsvOptions.vpcFlowLogs(written);
            default -> CsvOptions.read(written, written.get(CsvOptions.DELIMITER));
        };
    }
}
