package io.millrace.formats.fixed;

import io.millrace.formats.text.EncodedDecoder;
import io.millrace.formats.text.LineSplitting;
import io.millrace.formats.text.TextEncoding;
import io.millrace.formats.text.TextValues;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.Format;
import io.millrace.spi.decode.Splitting;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Lines whose values stand at fixed places, counted in characters. Blanks around a value are no part of it, and nothing but
 * blanks is no value. A line may end early; what is beyond the last column must be blank.
 */
public final class FixedWidthFormat implements Format {
    private static final OptionSpec<List<String>> COLUMNS = OptionSpec.required(
            "COLUMNS",
            OptionType.STRINGS,
            "The columns in their order, each with its width in characters; a width without a name is left out",
            "('id:8', 'name:20', ':3', 'amount:12')");
    private static final OptionSpec<Boolean> TRIM = OptionSpec.defaulted(
            "TRIM", OptionType.BOOLEAN, true, "Whether blanks around a value are left out", "FALSE");
    private static final OptionSpec<Long> SKIP_LINES = OptionSpec.defaulted(
            "SKIP_LINES",
            new OptionType<>("integer from 0 to 1000", FixedWidthFormat::count),
            0L,
            "How many lines at the beginning of each file or message are no records",
            "1");
    private static final OptionSet OPTIONS =
            OptionSet.of("FIXED_WIDTH content", COLUMNS, TextEncoding.OPTION, TextValues.INFER_TYPES, SKIP_LINES, TRIM);

    /** @param name empty for places that are left out */
    record Slice(String name, int width) {}

    @Override
    public String name() {
        return "FIXED_WIDTH";
    }

    @Override
    public OptionSet options() {
        return OPTIONS;
    }

    @Override
    public Decoder open(Options options, DecodeSettings settings) {
        List<Slice> slices = new ArrayList<>();
        for (String column : options.get(COLUMNS)) {
            slices.add(slice(column));
        }
        TextValues values = new TextValues(options.get(TextValues.INFER_TYPES), settings);
        FixedWidthDecoder decoder =
                new FixedWidthDecoder(slices, options.get(TRIM), options.get(SKIP_LINES), values, settings);
        return EncodedDecoder.of(decoder, options.get(TextEncoding.OPTION));
    }

    @Override
    public Splitting splitting(Options options, DecodeSettings settings) {
        return LineSplitting.behindLines(
                options.get(SKIP_LINES), options.get(TextEncoding.OPTION), () -> open(options, settings));
    }

    private static Slice slice(String column) {
        int colon = column.lastIndexOf(':');
        OptionalInt width = colon < 0
                ? OptionalInt.empty()
                : width(column.substring(colon + 1).strip());
        if (width.isEmpty()) {
            throw new MillraceException(ErrorCode.INVALID_OPTION_VALUE, "Cannot set option COLUMNS: " + column)
                    .withHint("expected a name, a colon and a width, such as id:8");
        }
        return new Slice(column.substring(0, colon).strip(), width.getAsInt());
    }

    private static OptionalInt width(String text) {
        return text.matches("[1-9][0-9]{0,6}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    private static Long count(OptionValue value) {
        Long count = OptionType.INTEGER.reader().apply(value);
        return count == null || count < 0 || count > 1000 ? null : count;
    }
}
