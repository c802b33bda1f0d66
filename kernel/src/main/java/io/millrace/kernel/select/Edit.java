package io.millrace.kernel.select;

/**
 * A change of the text.
 *
 * @param start offset of the first character replaced
 * @param end behind the last one; {@code start} to insert
 * @param replacement yields the new text
 */
record Edit(int start, int end, Replacement replacement) {
    /** A text that may depend on the tables and the run. */
    interface Replacement {
        String render(RenderContext context);
    }

    static Edit text(int start, int end, String text) {
        return new Edit(start, end, context -> text);
    }

    /** The same change of a text that begins elsewhere. */
    Edit moved(int by) {
        return new Edit(start + by, end + by, replacement);
    }
}
