package io.millrace.formats.json;

import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.Format;
import io.millrace.spi.option.OptionSet;
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
