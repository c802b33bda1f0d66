package io.millrace.formats.parquet;

import io.millrace.formats.spool.Meter;
import io.millrace.formats.spool.RowFile;
import io.millrace.formats.spool.SpoolFile;
import io.millrace.formats.spool.SpoolLimits;
import io.millrace.formats.spool.SpoolOptions;
import io.millrace.formats.spool.SpoolingDecoder;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.Format;
import io.millrace.spi.decode.Splitting;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;
import java.io.IOException;

/**
 * Parquet files of every encoding, plain or compressed with snappy, gzip, zstd, brotli or lz4.
 *
 * <ul>
 *   <li>Logical types become what they mean; INT96 is TIMESTAMP. Times finer than a microsecond are kept as texts, a number
 *       beyond 38 digits as a text, numbers without a sign beyond 63 bits as DECIMAL.
 *   <li>Lists and maps are those of the specification and of its older forms; any other repeated field is a list.
 *   <li>A damaged file is one reject; rows of the portions before the damage are kept.
 * </ul>
 */
public final class ParquetFormat implements Format {
    @Override
    public String name() {
        return "PARQUET";
    }

    @Override
    public OptionSet options() {
        return OptionSet.of("PARQUET content", SpoolOptions.MAX_FILE_MIB, SpoolOptions.MAX_FILE_ROWS);
    }

    @Override
    public Decoder open(Options options, DecodeSettings settings) {
        return new ParquetDecoder(settings, SpoolOptions.limits(options));
    }

    @Override
    public Splitting splitting(Options options, DecodeSettings settings) {
        return new ParquetSplitting();
    }

    private static final class ParquetDecoder extends SpoolingDecoder {
        ParquetDecoder(DecodeSettings settings, SpoolLimits limits) {
            super(settings, limits);
        }

        @Override
        protected RowFile open(SpoolFile whole, Meter meter, RowFile.Kept kept) throws IOException {
            return new ParquetRows(whole, root, maxDepth(), meter, kept);
        }
    }
}
