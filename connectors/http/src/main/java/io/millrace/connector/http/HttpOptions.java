package io.millrace.connector.http;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionSpec.Trait;
import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.Options;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the statements about HTTP take. */
final class HttpOptions {
    static final OptionSpec<Long> PORT =
            OptionSpec.required("PORT", OptionType.INTEGER, "The port that clients post to", "8090", Trait.EDITABLE);
    static final OptionSpec<String> HOST = OptionSpec.defaulted(
            "HOST",
            OptionType.STRING,
            "127.0.0.1",
            "The address to listen at; 0.0.0.0 for all of this machine",
            "'0.0.0.0'",
            Trait.EDITABLE);
    static final OptionSpec<String> TOKEN = OptionSpec.optional(
            "TOKEN",
            OptionType.STRING,
            "What clients have to send as Authorization: Bearer; anybody may post without it",
            "ENV('INGEST_TOKEN')",
            Trait.EDITABLE,
            Trait.SECRET);
    static final OptionSpec<Long> MAX_BODY_MB = OptionSpec.defaulted(
            "MAX_BODY_MB", OptionType.INTEGER, 16L, "How large a body may be, decompressed", "64", Trait.EDITABLE);
    static final OptionSpec<Long> BUFFER_MB = OptionSpec.defaulted(
            "BUFFER_MB",
            OptionType.INTEGER,
            1024L,
            "How much of a stream may wait on the disk; when it is full, clients are told to come again",
            "4096",
            Trait.EDITABLE);
    static final OptionSpec<String> COMMENT =
            OptionSpec.optional("COMMENT", OptionType.STRING, "A remark", "'what the shop posts'", Trait.EDITABLE);

    static final OptionSpec<List<String>> STREAM = OptionSpec.required(
            "STREAM",
            OptionType.STRINGS,
            "The stream, or several: the last part of the address that clients post to",
            "'orders'");

    static final OptionSet CONNECTION =
            OptionSet.of("HTTP connection", PORT, HOST, TOKEN, MAX_BODY_MB, BUFFER_MB, COMMENT);
    static final OptionSet SOURCE = OptionSet.of("COPY FROM HTTP", STREAM);

    private static final Pattern LEGAL_STREAM = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    private HttpOptions() {}

    /**
     * How a connection is served.
     *
     * @param maxBody bytes of one body
     * @param buffer bytes of one stream on the disk
     */
    record Settings(String host, int port, Optional<String> token, int maxBody, long buffer) {
        /** Without the token. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    static Settings settings(Options connection) {
        int port = (int) within(connection, PORT, 1, 65_535);
        int body = (int) within(connection, MAX_BODY_MB, 1, 512);
        long buffer = within(connection, BUFFER_MB, body, 1L << 30);
        return new Settings(connection.get(HOST), port, connection.find(TOKEN), body << 20, buffer << 20);
    }

    static List<String> streams(Options source) {
        List<String> streams = source.get(STREAM).stream().distinct().sorted().toList();
        for (String stream : streams) {
            if (!LEGAL_STREAM.matcher(stream).matches()) {
                throw new MillraceException(
                                ErrorCode.INVALID_OPTION_VALUE, "Cannot set option STREAM: '" + stream + "'")
                        .withHint("a stream's name has letters, digits, '_', '-' and '.' only, a hundred at most");
            }
        }
        if (streams.isEmpty()) {
            throw new MillraceException(ErrorCode.INVALID_OPTION_VALUE, "Cannot set option STREAM: ()")
                    .withHint("name a stream: STREAM = " + STREAM.example());
        }
        return streams;
    }

    private static long within(Options connection, OptionSpec<Long> spec, long least, long most) {
        long value = connection.get(spec);
        if (value < least || value > most) {
            throw new MillraceException(
                            ErrorCode.INVALID_OPTION_VALUE, "Cannot set option " + spec.name() + ": " + value)
                    .withHint("expected " + least + " to " + most);
        }
        return value;
    }
}
