package io.millrace.kernel.nested;

import io.millrace.kernel.select.Origins;

/** The new text as it grows, and where each piece of it came from. */
public final class Out {
    private final String source;
    private final StringBuilder text = new StringBuilder();
    private final Origins.Builder origins = new Origins.Builder();

    public Out(String source) {
        this.source = source;
    }

    /** A stretch of the user's text. */
    public void copy(int from, int to) {
        if (from < to) {
            origins.copied(text.length(), from);
            text.append(source, from, to);
        }
    }

    /** A text of ours, said to be at an offset of the user's. */
    public void add(String made, int origin) {
        origins.made(text.length(), origin);
        text.append(made);
    }

    /** A text of ours in place of the user's at an offset, of the same meaning. */
    public void translate(String made, int origin) {
        origins.translated(text.length(), origin);
        text.append(made);
    }

    /** What was written last ends at an offset of the user's text, whatever comes next. */
    public void end(int origin) {
        origins.made(text.length(), origin);
    }

    public String text() {
        return text.toString();
    }

    public Origins origins() {
        return origins.build();
    }
}
