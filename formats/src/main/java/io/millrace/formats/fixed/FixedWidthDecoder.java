package io.millrace.formats.fixed;

import io.millrace.formats.columns.Place;
import io.millrace.formats.fixed.FixedWidthFormat.Slice;
import io.millrace.formats.text.LineDecoder;
import io.millrace.formats.text.TextValues;
import io.millrace.spi.decode.DecodeSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Cuts lines at fixed places. */
final class FixedWidthDecoder extends LineDecoder {
    private final int[] widths;
    private final List<Optional<Place>> places;
    private final boolean trim;
    private final long skipLines;
    private final TextValues values;
    private final int width;
    private long skipped;

    FixedWidthDecoder(List<Slice> slices, boolean trim, long skipLines, TextValues values, DecodeSettings settings) {
        super(settings);
        this.trim = trim;
        this.skipLines = skipLines;
        this.values = values;
        widths = slices.stream().mapToInt(Slice::width).toArray();
        width = slices.stream().mapToInt(Slice::width).sum();
        places = slices.stream()
                .map(slice -> slice.name().isEmpty() ? Optional.<Place>empty() : Optional.of(root.field(slice.name())))
                .toList();
    }

    @Override
    protected void beginPayload() {
        skipped = 0;
    }

    @Override
    protected boolean skips() {
        return skipped < skipLines && skipped++ < skipLines;
    }

    @Override
    protected byte[] context() {
        byte[] lines = new byte[Math.toIntExact(skipLines)];
        Arrays.fill(lines, (byte) '\n');
        return lines;
    }

    @Override
    protected String line(int from, int end, int row) {
        int beyond = from;
        for (int size : widths) {
            beyond = after(beyond, end, size);
        }
        if (firstText(beyond, end) < end) {
            return "expected at most " + width + " characters, found more";
        }
        int p = from;
        for (int i = 0; i < widths.length && p < end; i++) {
            int next = after(p, end, widths[i]);
            Optional<Place> place = places.get(i);
            if (place.isPresent() && !place.get().excluded()) {
                append(place.get(), row, p, next);
            }
            p = next;
        }
        return TAKEN;
    }

    private void append(Place place, int row, int from, int end) {
        int start = firstText(from, end);
        if (start == end) {
            return;
        }
        int stop = end;
        while (bytes[stop - 1] == ' ') {
            stop--;
        }
        if (trim) {
            values.append(place, row, bytes, start, stop);
        } else {
            values.append(place, row, bytes, from, end);
        }
    }

    private int firstText(int p, int end) {
        while (p < end && bytes[p] == ' ') {
            p++;
        }
        return p;
    }

    /** The position after so many characters. */
    private int after(int p, int end, int characters) {
        for (int left = characters; left > 0 && p < end; left--) {
            p++;
            while (p < end && (bytes[p] & 0xC0) == 0x80) {
                p++;
            }
        }
        return p;
    }
}
