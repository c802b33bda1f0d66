package io.millrace.formats.orc;

import io.millrace.formats.spool.Meter;
import io.millrace.formats.spool.RowFile;
import io.millrace.formats.spool.SpoolFile;
import io.millrace.formats.spool.SpoolLimits;
import io.millrace.formats.spool.SpoolOptions;
import io.millrace.formats.spool.SpoolingDecoder;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.Format;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;
import java.io.IOException;

/**
 * ORC files of versions 0.11 and 0.12, plain or compressed with zlib, snappy, lzo, lz4, zstd or brotli.
 *
 * <ul>
 *   <li>Timestamps are TIMESTAMP_NTZ, those with a local time zone TIMESTAMP; what is finer than a microsecond is a text.
 *   <li>The values of a union go to one field, each as the kind that it has.
 *   <li>Dates and times of files that use the Julian calendar before 1582 are those of the Gregorian calendar.
 *   <li>A damaged file is one reject; rows before the damage are kept. A row that is too large is one of its own.
 * </ul>
 */
public final class OrcFormat implements Format {
    @Override
    public String name() {
        return "ORC";
    }

    @Override
    public OptionSet options() {
        return OptionSet.of("ORC content", SpoolOptions.MAX_FILE_MIB, SpoolOptions.MAX_FILE_ROWS);
    }

    @Override
    public Decoder open(Options options, DecodeSettings settings) {
        return new OrcDecoder(settings, SpoolOptions.limits(options));
    }

    private static final class OrcDecoder extends SpoolingDecoder {
        OrcDecoder(DecodeSettings settings, SpoolLimits limits) {
            super(settings, limits);
        }

        @Override
        protected RowFile open(SpoolFile whole, Meter meter, RowFile.Kept kept) throws IOException {
            return OrcRows.open(whole, root, maxDepth(), meter, kept);
        }
    }
}
