package io.millrace.connector.kinesis;

import io.millrace.aws.AwsAccess;
import io.millrace.aws.AwsOptions;
import io.millrace.formats.compress.Compression;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionSpec.Trait;
import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.Options;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What the statements about Kinesis take. */
final class KinesisOptions {
    /** How the records of a stream are packed. */
    enum Packing {
        /** Aggregates of the producer library are taken apart; then whatever the first bytes say. */
        AUTO(true, Compression.AUTO),
        /** Aggregates of the producer library are taken apart; nothing is decompressed. */
        KCL(true, Compression.NONE),
        GZIP(false, Compression.GZIP),
        ZSTD(false, Compression.ZSTD),
        NONE(false, Compression.NONE);

        private final boolean aggregates;
        private final Compression compression;

        Packing(boolean aggregates, Compression compression) {
            this.aggregates = aggregates;
            this.compression = compression;
        }

        boolean aggregates() {
            return aggregates;
        }

        Compression compression() {
            return compression;
        }
    }

    enum Validation {
        MISSING_STREAM,
        /** The same, by the name that it has for all sources. */
        MISSING_SOURCE
    }

    static final OptionSpec<String> ENDPOINT = AwsOptions.endpoint(
            "ENDPOINT",
            "Another address of the service, such as that of an emulator; one of http:// is spoken to in JSON, not CBOR",
            "'http://localhost:4567'");
    static final OptionSpec<Boolean> READ_ONLY = OptionSpec.defaulted(
            "READ_ONLY",
            OptionType.BOOLEAN,
            false,
            "Whether nothing may be written to streams; there are no jobs that do",
            "TRUE",
            Trait.EDITABLE);
    static final OptionSpec<String> COMMENT =
            OptionSpec.optional("COMMENT", OptionType.STRING, "A remark", "'the shop streams'", Trait.EDITABLE);

    static final OptionSpec<String> STREAM =
            OptionSpec.required("STREAM", OptionType.STRING, "The name of the stream", "'orders'");
    static final OptionSpec<Packing> COMPRESSION = OptionSpec.defaulted(
            "COMPRESSION",
            OptionType.oneOf(Packing.class),
            Packing.AUTO,
            "How records are packed; AUTO takes aggregates of the Kinesis producer library apart and looks at first bytes,"
                    + " KCL does the former alone",
            "GZIP");
    static final OptionSpec<List<String>> SKIP_VALIDATIONS = OptionSpec.optional(
            "SKIP_VALIDATIONS",
            OptionType.STRINGS,
            "MISSING_STREAM: the job waits for a stream that does not exist yet",
            "('MISSING_STREAM')");

    static final OptionSet CONNECTION =
            OptionSet.of("KINESIS connection", ENDPOINT, READ_ONLY, COMMENT).and(AwsOptions.ALL);
    static final OptionSet SOURCE = OptionSet.of("COPY FROM KINESIS", STREAM, COMPRESSION, SKIP_VALIDATIONS);

    private static final Pattern LEGAL_STREAM = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");

    private KinesisOptions() {}

    static AwsAccess access(Options connection) {
        return AwsAccess.of(CONNECTION.subject(), connection, ENDPOINT);
    }

    static String stream(Options source) {
        String stream = source.get(STREAM);
        if (!LEGAL_STREAM.matcher(stream).matches()) {
            throw new MillraceException(ErrorCode.INVALID_OPTION_VALUE, "Cannot set option STREAM: '" + stream + "'")
                    .withHint("a stream's name has letters, digits, '.', '_' and '-' only");
        }
        return stream;
    }

    static boolean missingStreamAllowed(Options source) {
        List<String> skipped = source.find(SKIP_VALIDATIONS).orElse(List.of());
        for (String validation : skipped) {
            if (Arrays.stream(Validation.values())
                    .noneMatch(known -> known.name().equalsIgnoreCase(validation))) {
                throw new MillraceException(
                                ErrorCode.INVALID_OPTION_VALUE,
                                "Cannot set option SKIP_VALIDATIONS: '" + validation + "'")
                        .withHint("expected 'MISSING_STREAM'");
            }
        }
        return !skipped.isEmpty();
    }
}
