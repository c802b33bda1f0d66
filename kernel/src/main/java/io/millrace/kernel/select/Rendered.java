package io.millrace.kernel.select;

import java.util.Comparator;
import java.util.List;

/** The text for DuckDB, and where each part of it came from. */
public final class Rendered {
    private final String text;
    private final int[] starts;
    private final int[] origins;
    private final boolean[] copied;
    private final int count;

    private Rendered(String text, int[] starts, int[] origins, boolean[] copied, int count) {
        this.text = text;
        this.starts = starts;
        this.origins = origins;
        this.copied = copied;
        this.count = count;
    }

    static Rendered of(String source, List<Edit> edits, RenderContext context) {
        List<Edit> ordered = edits.stream()
                .sorted(Comparator.comparingInt(Edit::start).thenComparingInt(Edit::end))
                .toList();
        int[] starts = new int[2 * ordered.size() + 1];
        int[] origins = new int[starts.length];
        boolean[] copied = new boolean[starts.length];
        StringBuilder out = new StringBuilder();
        int at = 0;
        int count = 0;
        for (Edit edit : ordered) {
            if (edit.start() < at) {
                throw new IllegalStateException("edits overlap at " + edit.start() + " in: " + source);
            }
            starts[count] = out.length();
            origins[count] = at;
            copied[count++] = true;
            out.append(source, at, edit.start());
            starts[count] = out.length();
            origins[count++] = edit.start();
            out.append(edit.replacement().render(context));
            at = edit.end();
        }
        starts[count] = out.length();
        origins[count] = at;
        copied[count++] = true;
        return new Rendered(out.append(source.substring(at)).toString(), starts, origins, copied, count);
    }

    /** A text of which the user wrote nothing. */
    public static Rendered made(String text) {
        return new Rendered(text, new int[1], new int[1], new boolean[1], 1);
    }

    /** The text. */
    public String text() {
        return text;
    }

    /** The same text between two others. */
    public Rendered within(String before, String after) {
        int[] moved = new int[count];
        for (int i = 0; i < count; i++) {
            moved[i] = starts[i] + before.length();
        }
        return new Rendered(before + text + after, moved, origins, copied, count);
    }

    /** The offset in the user's text that corresponds to a byte offset in this one. */
    public int origin(long bytes) {
        int offset = new ByteOffsets(text).toChars(bytes);
        int part = 0;
        while (part + 1 < count && starts[part + 1] <= offset) {
            part++;
        }
        return copied[part] ? origins[part] + Math.max(0, offset - starts[part]) : origins[part];
    }
}
