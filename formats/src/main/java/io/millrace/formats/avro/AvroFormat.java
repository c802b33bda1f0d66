package io.millrace.formats.avro;

import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.Format;
import io.millrace.spi.decode.Splitting;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;

/**
 * Avro object container files, read by the schema in each; codecs null, deflate, snappy, zstandard, bzip2 and xz.
 *
 * <ul>
 *   <li>Logical types become what they mean; times finer than a microsecond are kept as texts, a duration as an object of
 *       months, days and millis, a number beyond 38 digits as a text.
 *   <li>A union holds values of its branches' kinds in one column; the fields of several records in it unite.
 *   <li>An enum is its symbol. A schema that is no record gives the column {@code value}.
 *   <li>A recursive record is followed up to MAX_DEPTH.
 *   <li>A damaged block is one reject; what was good before it is kept, and reading goes on behind the next sync marker.
 * </ul>
 */
public final class AvroFormat implements Format {
    @Override
    public String name() {
        return "AVRO";
    }

    @Override
    public OptionSet options() {
        return OptionSet.of("AVRO content");
    }

    @Override
    public Decoder open(Options options, DecodeSettings settings) {
        return new AvroDecoder(settings);
    }

    @Override
    public Splitting splitting(Options options, DecodeSettings settings) {
        return new AvroSplitting(() -> open(options, settings));
    }
}
