package io.millrace.connector.files;

import io.millrace.connector.files.object.DatePattern;
import io.millrace.connector.files.object.ObjectOptions;
import io.millrace.formats.compress.Compression;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionSpec.Trait;
import io.millrace.spi.option.OptionType;
import java.time.Duration;

/** What the statements about files take. */
final class FilesOptions {
    static final OptionSpec<String> PATH = OptionSpec.optional(
            "PATH",
            OptionType.STRING,
            "The directory that every LOCATION is in; the working directory of the process if not given",
            "'/data/incoming'");
    static final OptionSpec<String> COMMENT =
            OptionSpec.optional("COMMENT", OptionType.STRING, "A remark", "'the upload area'", Trait.EDITABLE);

    static final OptionSpec<String> LOCATION = OptionSpec.optional(
            "LOCATION",
            OptionType.STRING,
            "A directory with all that is below it, a file, or a glob such as orders/**/*.json; all of PATH if not given",
            "'orders/'");
    static final OptionSpec<String> FILE_PATTERN = OptionSpec.optional(
            "FILE_PATTERN",
            OptionType.STRING,
            "A glob that the names of files must match; a regular expression behind regex:",
            "'*.json.gz'");
    static final OptionSpec<Compression> COMPRESSION = OptionSpec.defaulted(
            "COMPRESSION",
            OptionType.oneOf(Compression.class),
            Compression.AUTO,
            "How files are compressed; AUTO looks at their first bytes",
            "GZIP");
    static final OptionSpec<DatePattern> DATE_PATTERN = ObjectOptions.DATE_PATTERN;
    static final OptionSpec<Duration> SETTLE_TIME = OptionSpec.defaulted(
            "SETTLE_TIME",
            OptionType.DURATION,
            Duration.ofSeconds(1),
            "How long a file must have rested before it is read, so that none is read while it is being written",
            "10 SECONDS",
            Trait.EDITABLE);

    static final OptionSpec<Boolean> DELETE_FILES_AFTER_LOAD = OptionSpec.defaulted(
            "DELETE_FILES_AFTER_LOAD",
            OptionType.BOOLEAN,
            false,
            "Whether files are deleted once the commit that holds their records is visible; those of a process that is"
                    + " killed just then stay",
            "TRUE");

    static final OptionSet CONNECTION = OptionSet.of("FILES connection", PATH, COMMENT);
    static final OptionSet SOURCE = OptionSet.of(
            "COPY FROM FILES",
            LOCATION,
            FILE_PATTERN,
            COMPRESSION,
            SETTLE_TIME,
            DATE_PATTERN,
            DELETE_FILES_AFTER_LOAD,
            ObjectOptions.PIECE_MIB);

    private FilesOptions() {}
}
