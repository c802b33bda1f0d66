package io.millrace.formats.json;

import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.Format;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;

/** JSON: newline-delimited, concatenated, pretty-printed, or a root array whose elements become records. */
public final class JsonFormat implements Format {
    @Override
    public String name() {
        return "JSON";
    }

    @Override
    public OptionSet options() {
        return OptionSet.of("JSON content");
    }

    @Override
    public Decoder open(Options options, DecodeSettings settings) {
        return new JsonDecoder(settings);
    }
}
