package io.millrace.cli.print;

import org.jline.utils.WCWidth;

/** Text measured in the columns that a terminal gives it. */
public final class Texts {
    private Texts() {}

    /** How many columns a text takes. */
    public static int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            width += Math.max(0, WCWidth.wcwidth(text.codePointAt(i)));
        }
        return width;
    }

    /** The text, or its beginning and an ellipsis if it takes more than {@code limit} columns. */
    public static String cut(String text, int limit) {
        if (width(text) <= limit) {
            return text;
        }
        int end = 0;
        int width = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            width += Math.max(0, WCWidth.wcwidth(point));
            if (width >= limit) {
                break;
            }
            end += Character.charCount(point);
        }
        return text.substring(0, end) + "…";
    }

    /** The text with escapes in place of control characters: one line, and nothing a terminal would obey. */
    public static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                visible.append(Cells.escape(c));
            } else {
                visible.append(c);
            }
        }
        return visible.toString();
    }

    /** {@code count} times a blank. */
    public static String blanks(int count) {
        return " ".repeat(Math.max(0, count));
    }
}
