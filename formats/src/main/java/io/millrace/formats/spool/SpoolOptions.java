package io.millrace.formats.spool;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.Options;

/** How large a file may be that is put aside before it is read. */
public final class SpoolOptions {
    private static final long MIB = 1L << 20;

    public static final OptionSpec<Long> MAX_FILE_MIB = OptionSpec.defaulted(
            "MAX_FILE_MIB",
            OptionType.INTEGER,
            4096L,
            "Size in MiB of a file at most, or of a piece of a large file: each is copied to the temporary directory while it is read; a larger one is"
                    + " a reject",
            "16384");

    private SpoolOptions() {}

    /** @throws MillraceException INVALID_OPTION_VALUE when it is not positive */
    public static long bytes(Options options) {
        long mib = options.get(MAX_FILE_MIB);
        if (mib < 1 || mib > Long.MAX_VALUE / MIB) {
            throw new MillraceException(ErrorCode.INVALID_OPTION_VALUE, "Cannot set option MAX_FILE_MIB: " + mib)
                    .withHint("expected a number of MiB above 0");
        }
        return mib * MIB;
    }
}
