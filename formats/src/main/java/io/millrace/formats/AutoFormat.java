package io.millrace.formats;

import io.millrace.formats.split.Cuts;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.Format;
import io.millrace.spi.decode.Splitting;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The type that the content has: JSON, CSV or TSV (with their delimiter and header), XML, Avro, Parquet or ORC. Of what
 * begins like none of them every line is rejected. What was decided and why is a note of the decoder.
 */
final class AutoFormat implements Format {
    /** Types of which every piece begins like the whole. */
    private static final Set<String> CUT = Set.of("AVRO", "JSON", "PARQUET");

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

    @Override
    public Splitting splitting(Options options, DecodeSettings settings) {
        return (payload, wanted) -> {
            byte[] beginning = Cuts.beginning(payload, Sniffer.LOOKED_AT);
            Optional<Finding> found =
                    Sniffer.find(beginning, 0, beginning.length, beginning.length == payload.length());
            boolean tellsAnywhere =
                    found.isPresent() && CUT.contains(found.get().type());
            return tellsAnywhere
                    ? Formats.find(found.get().type())
                            .splitting(Options.NONE, settings)
                            .cut(payload, wanted)
                    : List.of();
        };
    }
}
