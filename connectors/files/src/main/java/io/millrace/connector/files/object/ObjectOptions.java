package io.millrace.connector.files.object;

import io.millrace.formats.compress.Compression;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionSpec.Trait;
import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.Options;
import java.time.Duration;

/** What COPY FROM an object store takes. */
public final class ObjectOptions {
    /** An option that each store gives an example of. */
    public static final String LOCATION = "LOCATION";

    public static final OptionSpec<String> FILE_PATTERN = OptionSpec.optional(
            "FILE_PATTERN",
            OptionType.STRING,
            "A glob that the names of files must match; a regular expression behind regex:",
            "'*.json.gz'");
    public static final OptionSpec<DatePattern> DATE_PATTERN = OptionSpec.optional(
            "DATE_PATTERN",
            new OptionType<>("'text'", value -> {
                String text = OptionType.STRING.reader().apply(value);
                return text == null ? null : DatePattern.parse(text);
            }),
            "The date that paths below LOCATION begin with, in UTC: it orders the files, is the time of their records, and"
                    + " a file waits for it; files without are not read",
            "'yyyy/MM/dd/HH'");
    public static final OptionSpec<Compression> COMPRESSION = OptionSpec.defaulted(
            "COMPRESSION",
            OptionType.oneOf(Compression.class),
            Compression.AUTO,
            "How files are compressed; AUTO looks at their first bytes",
            "GZIP");
    public static final OptionSpec<Duration> MAX_DELAY = OptionSpec.defaulted(
            "MAX_DELAY",
            OptionType.DURATION,
            Duration.ofHours(1),
            "How long an upload may take, from its begin until the file is there; one that takes longer may be overlooked",
            "6 HOURS",
            Trait.EDITABLE);
    public static final OptionSpec<Duration> DISCOVERY_INTERVAL = OptionSpec.defaulted(
            "DISCOVERY_INTERVAL",
            OptionType.DURATION,
            Duration.ofSeconds(1),
            "How often the store is asked what is new; a place with many files is asked as often, but seldom for all of them",
            "10 SECONDS",
            Trait.EDITABLE);
    public static final OptionSpec<Boolean> DELETE_FILES_AFTER_LOAD = OptionSpec.defaulted(
            "DELETE_FILES_AFTER_LOAD",
            OptionType.BOOLEAN,
            false,
            "Whether files are deleted once the commit that holds their records is visible",
            "TRUE");

    private static final long MOST_PIECE_MIB = 1 << 20;

    public static final OptionSpec<Long> PIECE_MIB = OptionSpec.defaulted(
            "PIECE_MIB",
            new OptionType<>("integer from 0 to " + MOST_PIECE_MIB, value -> {
                Long mib = OptionType.INTEGER.reader().apply(value);
                return mib == null || mib < 0 || mib > MOST_PIECE_MIB ? null : mib;
            }),
            128L,
            "About how large the pieces are in which a file of at least two of them is read, by several tasks at once, if the"
                    + " content type allows; 0 to read every file whole",
            "512",
            Trait.EDITABLE);

    /** What connections to object stores take. */
    public static final OptionSpec<Boolean> READ_ONLY = OptionSpec.defaulted(
            "READ_ONLY",
            OptionType.BOOLEAN,
            false,
            "Whether jobs that would delete files are refused",
            "TRUE",
            Trait.EDITABLE);

    private ObjectOptions() {}

    /** How large the pieces of a large file are to be; 0 if files are read whole. */
    public static long pieceBytes(Options options) {
        return options.get(PIECE_MIB) << 20;
    }

    /**
     * Refuses a job that would delete files by a connection that must not.
     *
     * @throws MillraceException INVALID_OPTION_VALUE
     */
    public static void requireRight(Options connection, Options source) {
        if (connection.get(READ_ONLY) && source.get(DELETE_FILES_AFTER_LOAD)) {
            throw new MillraceException(
                            ErrorCode.INVALID_OPTION_VALUE,
                            "Cannot set option DELETE_FILES_AFTER_LOAD: the connection is READ_ONLY")
                    .withHint("set READ_ONLY = FALSE on the connection, or let the files be");
        }
    }

    /** @param location the option that names the bucket and what is below it */
    public static OptionSet source(String type, OptionSpec<String> location) {
        return OptionSet.of(
                "COPY FROM " + type,
                location,
                FILE_PATTERN,
                DATE_PATTERN,
                COMPRESSION,
                MAX_DELAY,
                DISCOVERY_INTERVAL,
                DELETE_FILES_AFTER_LOAD,
                PIECE_MIB);
    }
}
