package io.millrace.formats.lines;

import io.millrace.formats.columns.Place;
import io.millrace.formats.text.EncodedDecoder;
import io.millrace.formats.text.LineDecoder;
import io.millrace.formats.text.LineSplitting;
import io.millrace.formats.text.TextEncoding;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.Format;
import io.millrace.spi.decode.Splitting;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;

/** Each line that is not empty is a record with one column, {@code line}. */
public final class SplitLinesFormat implements Format {
    private static final OptionSet OPTIONS = OptionSet.of("SPLIT_LINES content", TextEncoding.OPTION);

    @Override
    public String name() {
        return "SPLIT_LINES";
    }

    @Override
    public OptionSet options() {
        return OPTIONS;
    }

    @Override
    public Decoder open(Options options, DecodeSettings settings) {
        return EncodedDecoder.of(new SplitLinesDecoder(settings), options.get(TextEncoding.OPTION));
    }

    @Override
    public Splitting splitting(Options options, DecodeSettings settings) {
        return LineSplitting.of(options.get(TextEncoding.OPTION), () -> open(options, settings));
    }

    private static final class SplitLinesDecoder extends LineDecoder {
        private final Place line = root.field("line");

        SplitLinesDecoder(DecodeSettings settings) {
            super(settings);
        }

        @Override
        protected String line(int from, int end, int row) {
            line.appendText(row, bytes, from, end);
            return TAKEN;
        }
    }
}
