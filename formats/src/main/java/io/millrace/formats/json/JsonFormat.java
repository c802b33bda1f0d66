package io.millrace.formats.json;

import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.Format;
import io.millrace.spi.decode.Splitting;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.Options;

/**
 * JSON as RFC 8259 defines it: newline-delimited, concatenated, pretty-printed, or root arrays whose elements become
 * records, behind a byte order mark or not.
 *
 * <ul>
 *   <li>A record that is no object is the object <code>{"value": ...}</code>. A number or a word at the root must be
 *       followed by a blank or by a bracket or quote that begins the next record.
 *   <li>Inside a root array commas count as blanks; the end of the payload closes it.
 *   <li>A field with an empty key is the column {@code _}.
 *   <li>Of spellings of a key that differ only in case, the first in an object goes into the shared column, the second
 *       into one with a trailing underscore, and so on: this depends on that object alone, not on the ones before.
 *   <li>A malformed record ends at the next line that begins a value. A record that is JSON but holds invalid UTF-8,
 *       half a surrogate pair or too much nesting ends where it ends.
 *   <li>A record larger than the limit is rejected with as many of its bytes as the limit allows; the rest, up to the
 *       next line that begins a value, is passed over without being kept or looked at.
 *   <li>In excluded columns' globs {@code *} also spans dots; elements of a list have no part in the path.
 *   <li>Beyond {@link io.millrace.spi.decode.DecodeSettings#maxColumns} the text of a field goes into the overflow column as it
 *       stands in the record. Nesting is limited to 1000 whatever the settings say.
 * </ul>
 */
public final class JsonFormat implements Format {
    private static final OptionSpec<Boolean> SPLIT_ROOT_ARRAY = OptionSpec.defaulted(
            "SPLIT_ROOT_ARRAY",
            OptionType.BOOLEAN,
            true,
            "Whether each element of an array at the root is a record; otherwise the array is one, in the column value",
            "FALSE");
    private static final OptionSpec<Boolean> STORE_JSON_AS_STRING = OptionSpec.defaulted(
            "STORE_JSON_AS_STRING",
            OptionType.BOOLEAN,
            false,
            "Whether the text of each record is kept as it came, in the column _json besides the others",
            "TRUE");

    private final String name;
    private final OptionSet options;
    private final String envelope;

    private JsonFormat(String name, String envelope, OptionSpec<?>... options) {
        this.name = name;
        this.envelope = envelope;
        this.options = OptionSet.of(name + " content", options);
    }

    public JsonFormat() {
        this("JSON", "", SPLIT_ROOT_ARRAY, STORE_JSON_AS_STRING);
    }

    /** Files of AWS CloudTrail: each element of the array {@code Records} is a record. */
    public static JsonFormat cloudTrail() {
        return new JsonFormat("CLOUDTRAIL", "Records", STORE_JSON_AS_STRING);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public OptionSet options() {
        return options;
    }

    @Override
    public Decoder open(Options written, DecodeSettings settings) {
        JsonShape shape = new JsonShape(written.get(SPLIT_ROOT_ARRAY), written.get(STORE_JSON_AS_STRING), envelope);
        return new JsonDecoder(shape, settings);
    }

    /** Records in an envelope are one object. */
    @Override
    public Splitting splitting(Options written, DecodeSettings settings) {
        return envelope.isEmpty() ? new JsonSplitting() : Splitting.NONE;
    }
}
