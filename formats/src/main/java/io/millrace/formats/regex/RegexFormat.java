package io.millrace.formats.regex;

import io.millrace.formats.text.EncodedDecoder;
import io.millrace.formats.text.LineSplitting;
import io.millrace.formats.text.TextEncoding;
import io.millrace.formats.text.TextValues;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.Format;
import io.millrace.spi.decode.Splitting;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.Options;

/**
 * Lines that a regular expression matches from beginning to end; its named groups are the columns. A line that it does not
 * match is rejected, as is one for which it takes more than a thousand looks a character.
 */
public final class RegexFormat implements Format {
    private static final OptionSpec<String> PATTERN = OptionSpec.required(
            "PATTERN",
            OptionType.STRING,
            "A regular expression of Java for a whole line; its named groups are the columns",
            "'(?<level>\\w+) (?<message>.*)'");
    private static final OptionSpec<String> NULL_VALUE = OptionSpec.defaulted(
            "NULL_VALUE", OptionType.STRING, "", "A text that stands for no value, as an empty group does", "'-'");
    private static final OptionSet OPTIONS =
            OptionSet.of("REGEX content", TextEncoding.OPTION, TextValues.INFER_TYPES, NULL_VALUE, PATTERN);

    @Override
    public String name() {
        return "REGEX";
    }

    @Override
    public OptionSet options() {
        return OPTIONS;
    }

    @Override
    public Decoder open(Options options, DecodeSettings settings) {
        TextValues values = new TextValues(options.get(TextValues.INFER_TYPES), settings);
        NamedPattern pattern = NamedPattern.compile(options.get(PATTERN));
        Decoder decoder = new RegexDecoder(pattern, options.get(NULL_VALUE), values, settings);
        return EncodedDecoder.of(decoder, options.get(TextEncoding.OPTION));
    }

    @Override
    public Splitting splitting(Options options, DecodeSettings settings) {
        return LineSplitting.of(options.get(TextEncoding.OPTION), () -> open(options, settings));
    }
}
