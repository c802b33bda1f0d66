package io.millrace.formats.regex;

import static java.util.Objects.requireNonNull;

import io.millrace.formats.text.EncodedDecoder;
import io.millrace.formats.text.LineSplitting;
import io.millrace.formats.text.TextEncoding;
import io.millrace.formats.text.TextValues;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.Format;
import io.millrace.spi.decode.Splitting;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;

/**
 * Lines of logs that are widely written, without a pattern to give. {@code -} stands for no value; numbers are told from
 * text. A request of HTTP that is not of the form it should have is kept whole in {@code request}.
 */
public final class LogFormat implements Format {
    private static final String REQUEST =
            "\"(?:(?<method>[A-Z]+) (?<path>\\S+)(?: (?<protocol>HTTP/[0-9.]+))?|(?<request>(?:[^\"\\\\]++|\\\\.)*+))\"";
    private static final String QUOTED = "(?:[^\"\\\\]++|\\\\.)*+";
    private static final String NGINX = "(?<remote_addr>\\S+) - (?<remote_user>\\S+) \\[(?<time_local>[^\\]]+)\\] "
            + REQUEST
            + " (?<status>\\d{3}) (?<body_bytes_sent>\\d+|-) \"(?<http_referer>" + QUOTED + ")\" \"(?<http_user_agent>"
            + QUOTED + ")\"(?: \"(?<http_x_forwarded_for>" + QUOTED + ")\")?(?: (?<rest>.*))?";
    private static final String APACHE = "(?<host>\\S+) (?<ident>\\S+) (?<user>\\S+) \\[(?<time>[^\\]]+)\\] " + REQUEST
            + " (?<status>\\d{3}|-) (?<bytes>\\d+|-)(?: \"(?<referer>" + QUOTED + ")\" \"(?<user_agent>" + QUOTED
            + ")\")?(?: (?<rest>.*))?";
    /** RFC 5424, or RFC 3164 with or without its priority; with a time of either kind. */
    private static final String SYSLOG = "<(?<priority>\\d{1,3})>(?<version>\\d{1,2}) (?<timestamp>\\S+) (?<host>\\S+)"
            + " (?<app>\\S+) (?<process>\\S+) (?<message_id>\\S+) (?<structured_data>-|\\[.*?[^\\\\]\\](?= |$))"
            + "(?: \\uFEFF?(?<message>.*))?"
            + "|(?:<(?<priority>\\d{1,3})>)?(?<timestamp>[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d|\\d{4}-\\S+)"
            + " (?<host>\\S+) (?:(?<app>[^\\s:\\[]+)(?:\\[(?<process>[^\\]]+)\\])?: ?)?(?<message>.*)";

    private final String name;
    private final NamedPattern pattern;
    private final OptionSet options;

    private LogFormat(String name, String pattern) {
        this.name = requireNonNull(name, "name is null");
        this.pattern = NamedPattern.compile(pattern);
        options = OptionSet.of(name + " content", TextEncoding.OPTION, TextValues.INFER_TYPES);
    }

    /** The combined format of nginx, with the forwarded address if it is there. */
    public static LogFormat nginx() {
        return new LogFormat("NGINX", NGINX);
    }

    /** The common and the combined format of the Apache web server. */
    public static LogFormat apache() {
        return new LogFormat("APACHE", APACHE);
    }

    public static LogFormat syslog() {
        return new LogFormat("SYSLOG", SYSLOG);
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
        TextValues values = new TextValues(written.get(TextValues.INFER_TYPES), settings);
        return EncodedDecoder.of(new RegexDecoder(pattern, "-", values, settings), written.get(TextEncoding.OPTION));
    }

    @Override
    public Splitting splitting(Options written, DecodeSettings settings) {
        return LineSplitting.of(written.get(TextEncoding.OPTION), () -> open(written, settings));
    }
}
