package io.millrace.formats.xml;

import io.millrace.formats.text.EncodedDecoder;
import io.millrace.formats.text.TextEncoding;
import io.millrace.formats.text.TextValues;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.Format;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.Options;
import java.util.List;
import java.util.Locale;

/**
 * XML whose records are the children of the root, or the elements of a name.
 *
 * <ul>
 *   <li>Attributes and children are fields by their local names. An element with neither is its text: a number, a truth value, a
 *       time or a text by the rules of {@link io.millrace.formats.text.TextValues}; without text, or with {@code xsi:nil}, it
 *       is no value. Text besides attributes or children is the field {@code value}.
 *   <li>Elements that repeat are lists; once they did in one record, they are in those that follow. LIST_ELEMENTS names those that
 *       are from the beginning.
 *   <li>Declarations of document types are passed over: nothing they declare is known, so that a record with such an entity is
 *       rejected, and nothing they refer to is read.
 *   <li>An element that is not well-formed is rejected up to its end tag. What is neither markup nor within a record is rejected.
 * </ul>
 */
public final class XmlFormat implements Format {
    private static final OptionSpec<String> RECORD_ELEMENT = OptionSpec.optional(
            "RECORD_ELEMENT",
            OptionType.STRING,
            "The local name of the elements that are records, wherever they stand; the children of the root if not given",
            "'order'");
    private static final OptionSpec<String> ATTRIBUTE_PREFIX = OptionSpec.defaulted(
            "ATTRIBUTE_PREFIX",
            OptionType.STRING,
            "",
            "What stands before the names of attributes in those of columns",
            "'_'");
    private static final OptionSpec<List<String>> LIST_ELEMENTS = OptionSpec.optional(
            "LIST_ELEMENTS",
            OptionType.STRINGS,
            "The names of elements that are lists even in records with one of them",
            "('item', 'tag')");
    private static final OptionSpec<Boolean> TRIM = OptionSpec.defaulted(
            "TRIM", OptionType.BOOLEAN, true, "Whether white space around a text is left out", "FALSE");
    private static final OptionSet OPTIONS = OptionSet.of(
            "XML content",
            ATTRIBUTE_PREFIX,
            TextEncoding.OPTION,
            TextValues.INFER_TYPES,
            LIST_ELEMENTS,
            RECORD_ELEMENT,
            TRIM);

    @Override
    public String name() {
        return "XML";
    }

    @Override
    public OptionSet options() {
        return OPTIONS;
    }

    @Override
    public Decoder open(Options options, DecodeSettings settings) {
        XmlSpec spec = new XmlSpec(
                options.find(RECORD_ELEMENT).orElse(""),
                options.get(ATTRIBUTE_PREFIX),
                options.find(LIST_ELEMENTS).orElse(List.of()).stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList(),
                options.get(TRIM),
                options.get(TextValues.INFER_TYPES));
        return EncodedDecoder.ofXml(new XmlDecoder(spec, settings), options.get(TextEncoding.OPTION));
    }
}
