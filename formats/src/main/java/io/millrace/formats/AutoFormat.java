package io.millrace.formats;

import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.Format;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;

/**
 * The type that the content has: JSON, CSV or TSV (with their delimiter and header), XML, Avro, Parquet or ORC. Of what
 * begins like none of them every line is rejected. What was decided and why is a note of the decoder.
 */
final class AutoFormat implements Format {
    @Override
    public String name() {
        return "AUTO";
    }

    @Override
    public OptionSet options() {
        return OptionSet.of("AUTO content");
    }

    @Override
    public Decoder open(Options options, DecodeSettings settings) {
        return new AutoDecoder(settings);
    }
}
