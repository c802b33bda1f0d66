package io.millrace.formats;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into records and values as CSV has them, with their quotes left on. */
final class Records {
    private Records() {}

    /**
     * The first records that are there to their ends and not blank.
     *
     * @param whole whether the text ends where its last record does
     */
    static List<List<String>> cut(String text, char delimiter, boolean whole, int most) {
        List<List<String>> records = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        int start = 0;
        int p = 0;
        while (p <= text.length() && records.size() < most) {
            if (p == start && p < text.length() && text.charAt(p) == '"') {
                p = afterQuotes(text, p);
                if (p > text.length()) {
                    return records;
                }
                continue;
            }
            boolean end = p == text.length();
            if (end ? whole : text.charAt(p) == '\n' || text.charAt(p) == delimiter) {
                fields.add(text.substring(start, p));
                if (end || text.charAt(p) == '\n') {
                    add(records, fields);
                    fields = new ArrayList<>();
                }
                start = p + 1;
            }
            p++;
        }
        return records;
    }

    private static void add(List<List<String>> records, List<String> fields) {
        int last = fields.size() - 1;
        String field = fields.get(last);
        if (field.endsWith("\r")) {
            fields.set(last, field.substring(0, field.length() - 1));
        }
        if (fields.size() > 1 || !fields.get(0).isBlank()) {
            records.add(fields);
        }
    }

    /** The position after the quote that closes the one at {@code p}; beyond the text if none does. */
    private static int afterQuotes(String text, int p) {
        int at = p + 1;
        while (at < text.length()) {
            if (text.charAt(at) != '"') {
                at++;
            } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                at += 2;
            } else {
                return at + 1;
            }
        }
        return text.length() + 1;
    }
}
