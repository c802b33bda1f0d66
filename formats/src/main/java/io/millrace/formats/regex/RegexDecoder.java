package io.millrace.formats.regex;

import io.millrace.formats.columns.Place;
import io.millrace.formats.text.LineDecoder;
import io.millrace.formats.text.TextValues;
import io.millrace.spi.decode.DecodeSettings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/** Takes lines apart with a regular expression that has to match all of a line. */
final class RegexDecoder extends LineDecoder {
    private final Matcher matcher;
    /** For each group; groups of the same name share one. */
    private final List<Place> places;

    private final int[] groups;
    private final byte[] nullValue;
    private final TextValues values;
    private final LineText text = new LineText();

    /** @param nullValue what a group holds that stands for no value, as does nothing at all */
    RegexDecoder(NamedPattern pattern, String nullValue, TextValues values, DecodeSettings settings) {
        super(settings);
        this.nullValue = nullValue.getBytes(StandardCharsets.UTF_8);
        this.values = values;
        matcher = pattern.pattern().matcher("");
        Map<String, Place> byName = new HashMap<>();
        places = pattern.columns().stream()
                .map(name -> byName.computeIfAbsent(name, root::field))
                .toList();
        groups = pattern.groups().stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    protected String line(int from, int end, int row) {
        text.begin(bytes, from, end);
        matcher.reset(text);
        try {
            if (!matcher.matches()) {
                return "expected a line that PATTERN matches";
            }
        } catch (LineText.TooManyLooks e) {
            return "expected a line that PATTERN matches in reasonable time; it goes back and forth without end";
        } catch (StackOverflowError e) {
            return "expected a line that PATTERN matches with the memory there is; it repeats a group too often";
        }
        for (int i = 0; i < groups.length; i++) {
            int start = matcher.start(groups[i]);
            if (start >= 0 && !places.get(i).excluded() && !places.get(i).holds(row)) {
                append(places.get(i), row, text.place(start), text.place(matcher.end(groups[i])));
            }
        }
        return TAKEN;
    }

    private void append(Place place, int row, int from, int end) {
        if (end > from && !Arrays.equals(nullValue, 0, nullValue.length, bytes, from, end)) {
            values.append(place, row, bytes, from, end);
        }
    }
}
