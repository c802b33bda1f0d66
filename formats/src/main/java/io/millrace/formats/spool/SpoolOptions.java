package io.millrace.formats.spool;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.Options;

/** What a file may have that is put aside before it is read. */
public final class SpoolOptions {
    private static final long MIB = 1L << 20;

    public static final OptionSpec<Long> MAX_FILE_MIB = OptionSpec.defaulted(
            "MAX_FILE_MIB",
            OptionType.INTEGER,
            4096L,
            "Size in MiB of a file at most, or of a piece of a large file: each is copied to the temporary directory while it is read; a larger one is"
                    + " a reject",
            "16384");

    public static final OptionSpec<Long> MAX_FILE_ROWS = OptionSpec.defaulted(
            "MAX_FILE_ROWS",
            OptionType.INTEGER,
            1_000_000_000L,
            "Rows of a file at most: few bytes can stand for any number of equal rows; a file that says it has more is a"
                    + " reject",
            "5000000000");

    private SpoolOptions() {}

    /** @throws MillraceException INVALID_OPTION_VALUE when one is not positive */
    public static SpoolLimits limits(Options options) {
        long mib = positive(options, MAX_FILE_MIB, Long.MAX_VALUE / MIB, "MiB");
        return new SpoolLimits(mib * MIB, positive(options, MAX_FILE_ROWS, Long.MAX_VALUE, "rows"));
    }

    private static long positive(Options options, OptionSpec<Long> option, long most, String unit) {
        long value = options.get(option);
        if (value < 1 || value > most) {
            throw new MillraceException(
                            ErrorCode.INVALID_OPTION_VALUE, "Cannot set option " + option.name() + ": " + value)
                    .withHint("expected a number of " + unit + " above 0");
        }
        return value;
    }
}
