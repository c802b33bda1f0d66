package io.millrace.formats.csv;

import io.millrace.formats.text.TextEncoding;
import io.millrace.formats.text.TextValues;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What CSV and TSV take. */
final class CsvOptions {
    private static final OptionType<Character> SIGN = new OptionType<>("'one ASCII character'", CsvOptions::sign);

    /** A sign, or nothing at all: 0. */
    private static final OptionType<Character> SIGN_OR_NONE = new OptionType<>(
            "'one ASCII character' or ''",
            value -> value instanceof OptionValue.Text text && text.value().isEmpty()
                    ? Character.valueOf('\0')
                    : sign(value));

    /** What HEADER says. */
    private record Names(boolean inPayload, List<String> given) {
        @Override
        public String toString() {
            return given.isEmpty() ? Boolean.toString(inPayload) : given.toString();
        }

        private static Names read(OptionValue value) {
            if (value instanceof OptionValue.Flag flag) {
                return new Names(flag.value(), List.of());
            }
            List<String> names = OptionType.STRINGS.reader().apply(value);
            return names == null || names.isEmpty() ? null : new Names(false, names);
        }
    }

    static final OptionSpec<Character> DELIMITER =
            OptionSpec.defaulted("DELIMITER", SIGN, ',', "What stands between two values; '\\t' is a tab", "';'");
    private static final OptionSpec<Names> HEADER = OptionSpec.defaulted(
            "HEADER",
            new OptionType<>("TRUE | FALSE | ('text', ...)", Names::read),
            new Names(true, List.of()),
            "Whether the first record of each file or message holds the names of the columns; or these names, and then the"
                    + " first record is data. FALSE names them column0, column1 and so on",
            "('id', 'name')");
    private static final OptionSpec<String> HEADER_LINE = OptionSpec.optional(
            "HEADER_LINE",
            OptionType.STRING,
            "The names of the columns as one line, written as the data is; the first record is then data",
            "'id,name'");
    private static final OptionSpec<Boolean> ALLOW_DUPLICATE_HEADERS = OptionSpec.defaulted(
            "ALLOW_DUPLICATE_HEADERS",
            OptionType.BOOLEAN,
            true,
            "Whether a name may occur twice: the second column gets an underscore; otherwise such a header is rejected",
            "FALSE");
    private static final OptionSpec<Character> QUOTE_CHAR = OptionSpec.defaulted(
            "QUOTE_CHAR",
            SIGN_OR_NONE,
            '"',
            "What encloses values with delimiters or line breaks in them; '' if nothing does",
            "''''");
    private static final OptionSpec<Character> QUOTE_ESCAPE_CHAR = OptionSpec.optional(
            "QUOTE_ESCAPE_CHAR", SIGN, "What stands before a quote within quotes; the quote if not given", "'\\'");
    private static final OptionSpec<String> NULL_VALUE = OptionSpec.optional(
            "NULL_VALUE",
            OptionType.STRING,
            "A value without quotes that stands for no value, as nothing between two delimiters does",
            "'NULL'");

    static final OptionSet CSV = OptionSet.of("CSV content", DELIMITER).and(shared("CSV content"));
    static final OptionSet VPC_FLOW_LOGS =
            OptionSet.of("VPC_FLOW_LOGS content", TextEncoding.OPTION, HEADER, TextValues.INFER_TYPES);
    static final OptionSet TSV = shared("TSV content");

    /** The fields of flow logs of version 2, which have no header where they come as messages. */
    private static final List<String> FLOW_LOG = List.of(
            "version",
            "account_id",
            "interface_id",
            "srcaddr",
            "dstaddr",
            "srcport",
            "dstport",
            "protocol",
            "packets",
            "bytes",
            "start",
            "end",
            "action",
            "log_status");

    private CsvOptions() {}

    private static OptionSet shared(String subject) {
        return OptionSet.of(
                subject,
                ALLOW_DUPLICATE_HEADERS,
                TextEncoding.OPTION,
                HEADER,
                HEADER_LINE,
                TextValues.INFER_TYPES,
                NULL_VALUE,
                QUOTE_CHAR,
                QUOTE_ESCAPE_CHAR);
    }

    static CsvSpec read(Options options, char delimiter) {
        char quote = options.get(QUOTE_CHAR);
        char escape = options.find(QUOTE_ESCAPE_CHAR).orElse(quote);
        if (quote == delimiter || escape == delimiter) {
            throw invalid("DELIMITER: it is the quote or its escape", "give another QUOTE_CHAR, or '' for none");
        }
        Dialect dialect = new Dialect((byte) delimiter, (byte) quote, (byte) escape);
        Names names = options.get(HEADER);
        Optional<String> line = options.find(HEADER_LINE);
        if (line.isPresent()) {
            if (options.isSet(HEADER)) {
                throw invalid("HEADER_LINE besides HEADER", "give one of them");
            }
            names = new Names(false, names(dialect, line.get()));
        }
        return new CsvSpec(
                dialect,
                names.inPayload(),
                names.given(),
                options.get(ALLOW_DUPLICATE_HEADERS),
                options.find(NULL_VALUE).map(CsvSpec::utf8),
                options.get(TextValues.INFER_TYPES),
                false);
    }

    static CsvSpec vpcFlowLogs(Options options) {
        Names names = options.get(HEADER);
        return new CsvSpec(
                new Dialect((byte) ' ', (byte) 0, (byte) 0),
                names.inPayload(),
                names.inPayload() || !names.given().isEmpty() ? names.given() : FLOW_LOG,
                true,
                Optional.of(CsvSpec.utf8("-")),
                options.get(TextValues.INFER_TYPES),
                true);
    }

    private static List<String> names(Dialect dialect, String line) {
        byte[] bytes = CsvSpec.utf8(line);
        CsvScanner scanner = new CsvScanner(dialect);
        if (line.isBlank() || scanner.scan(bytes, 0, bytes.length, true, Integer.MAX_VALUE) != bytes.length) {
            throw invalid("HEADER_LINE: " + line, "expected one line of names");
        }
        List<String> names = new ArrayList<>();
        for (int field = 0; field < scanner.count(); field++) {
            names.add(scanner.text(bytes, field));
        }
        return names;
    }

    private static MillraceException invalid(String what, String hint) {
        return new MillraceException(ErrorCode.INVALID_OPTION_VALUE, "Cannot set option " + what).withHint(hint);
    }

    private static Character sign(OptionValue value) {
        String text = value instanceof OptionValue.Text written ? written.value() : "";
        if (text.equals("\\t")) {
            return '\t';
        }
        boolean usable = text.length() == 1 && text.charAt(0) < 0x80 && text.charAt(0) > 0 && !text.isBlank();
        boolean blank = text.equals("\t") || text.equals(" ");
        return usable || blank ? Character.valueOf(text.charAt(0)) : null;
    }
}
