package io.millrace.formats;

import io.millrace.formats.scan.Scan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells content types apart by the first bytes of a payload. */
final class Sniffer {
    /** So many bytes are looked at, if there are as many. */
    static final int LOOKED_AT = 4096;

    private static final int LINES = 20;
    private static final String DELIMITERS = ",;\t|";
    private static final Pattern XML =
            Pattern.compile("\\s*<(\\?xml\\s|!DOCTYPE\\s|!--|[A-Za-z_][\\w.:-]*[\\s/>]).*", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_ .:/#()-]*");

    private Sniffer() {}

    /**
     * What a payload is and why.
     *
     * @param delimiter of CSV; 0 for other types
     * @param header whether the first line holds names
     * @param certain whether nothing else begins like this: a stream of another type may change to it
     */
    record Finding(String type, char delimiter, boolean header, boolean certain, String reason) {
        static Finding of(String type, String reason) {
            return new Finding(type, '\0', false, true, reason);
        }
    }

    /** The content type that {@code bytes[from, to)} begin with, unless they may be anything. */
    static Optional<Finding> find(byte[] bytes, int from, int to, boolean complete) {
        int length = Math.min(to - from, LOOKED_AT);
        String head = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        if (head.startsWith("Obj\u0001")) {
            return Optional.of(Finding.of("AVRO", "it begins with Obj\\x01"));
        }
        if (head.startsWith("PAR1")) {
            return Optional.of(Finding.of("PARQUET", "it begins with PAR1"));
        }
        if (head.startsWith("ORC")) {
            return Optional.of(Finding.of("ORC", "it begins with ORC"));
        }
        String text = text(bytes, from, length);
        int first = firstText(text);
        if (first < text.length() && (text.charAt(first) == '{' || text.charAt(first) == '[')) {
            return Optional.of(Finding.of("JSON", "it begins with " + text.charAt(first)));
        }
        if (XML.matcher(text).matches()) {
            return Optional.of(Finding.of("XML", "it begins with a tag"));
        }
        return separated(lines(text, complete && length == to - from));
    }

    private static int firstText(String text) {
        int first = 0;
        while (first < text.length() && Scan.blank(text.charAt(first))) {
            first++;
        }
        return first;
    }

    private static String text(byte[] bytes, int from, int length) {
        int mark = length < 2 ? 0 : (bytes[from] & 0xFF) << 8 | (bytes[from + 1] & 0xFF);
        var charset = switch (mark) {
            case 0xFEFF -> StandardCharsets.UTF_16BE;
            case 0xFFFE -> StandardCharsets.UTF_16LE;
            default -> StandardCharsets.UTF_8;
        };
        String text = new String(bytes, from, length, charset);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** The first lines that are there to their end and not empty; those within quotes are one. */
    private static List<String> lines(String text, boolean whole) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i <= text.length() && lines.size() < LINES; i++) {
            boolean end = i == text.length();
            quoted ^= !end && text.charAt(i) == '"';
            if (end ? whole : text.charAt(i) == '\n' && !quoted) {
                String line = text.substring(start, i).stripTrailing();
                if (!line.isEmpty()) {
                    lines.add(line);
                }
                start = i + 1;
            }
        }
        return lines;
    }

    /** Text with the same delimiter as often in each line, which is a header or follows one. */
    private static Optional<Finding> separated(List<String> lines) {
        for (int i = 0; i < DELIMITERS.length(); i++) {
            char delimiter = DELIMITERS.charAt(i);
            long columns = lines.isEmpty() ? 0 : fields(lines.get(0), delimiter).size();
            if (columns < 2
                    || !lines.stream().allMatch(line -> fields(line, delimiter).size() == columns)) {
                continue;
            }
            boolean header = isHeader(fields(lines.get(0), delimiter));
            if (!header && lines.size() < 3) {
                continue;
            }
            String how = delimiter == '\t' ? "tabs" : "'" + delimiter + "'";
            String reason = "it has " + columns + " values with " + how + " between them in each of the first "
                    + lines.size() + " lines, " + (header ? "and names in the first" : "and no names in the first");
            return Optional.of(new Finding(
                    delimiter == '\t' ? "TSV" : "CSV", delimiter, header, header && lines.size() > 1, reason));
        }
        return Optional.empty();
    }

    private static List<String> fields(String line, char delimiter) {
        List<String> fields = new ArrayList<>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i <= line.length(); i++) {
            if (i == line.length() || (line.charAt(i) == delimiter && !quoted)) {
                fields.add(line.substring(start, i));
                start = i + 1;
            } else {
                quoted ^= line.charAt(i) == '"';
            }
        }
        return fields;
    }

    private static boolean isHeader(List<String> fields) {
        Set<String> names = new HashSet<>();
        for (String field : fields) {
            boolean quoted = field.length() > 1 && field.startsWith("\"") && field.endsWith("\"");
            String name = quoted ? field.substring(1, field.length() - 1) : field.strip();
            boolean value =
                    name.equalsIgnoreCase("true") || name.equalsIgnoreCase("false") || name.equalsIgnoreCase("null");
            if (value || !NAME.matcher(name).matches() || !names.add(name.toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return true;
    }
}
