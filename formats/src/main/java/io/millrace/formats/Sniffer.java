package io.millrace.formats;

import io.millrace.formats.scan.Scan;
import io.millrace.formats.scan.Utf8;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells content types apart by the first bytes of a payload. */
final class Sniffer {
    /** So many bytes are looked at, if there are as many. */
    static final int LOOKED_AT = 16 << 10;

    private static final int LINES = 20;
    /** What may be the first half of a character, at the end of what is looked at. */
    private static final int CUT = 3;

    /** What no text holds. */
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0E-\\x1A]");

    private static final Pattern TAG = Pattern.compile("[A-Za-z_][\\w.:-]*+[\\s/>].*", Pattern.DOTALL);
    private static final String SCALAR =
            "(-?(0|[1-9]\\d*+)(\\.\\d++)?([eE][+-]?\\d++)?|true|false|null|\"([^\"\\\\]|\\\\.)*+\")";
    private static final Pattern JSON_LINE = Pattern.compile("\\s*" + SCALAR + "\\s*");
    private static final Pattern JSON_ARRAY =
            Pattern.compile("\\[\\s*([{\\[\\]].*|" + SCALAR + "\\s*([,\\]].*)?)?", Pattern.DOTALL);
    private static final Pattern WEB_LOG = Pattern.compile("\\S++ \\S++ \\S++ \\[[^\\]]++\\] \".*");
    private static final Pattern SYSTEM_LOG =
            Pattern.compile("<\\d{1,3}>.*|[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\S.*");

    private Sniffer() {}

    /** What {@code bytes[from, to)} begin with; a finding without a type if it cannot be told, nothing if all is blank. */
    static Optional<Finding> find(byte[] bytes, int from, int to, boolean complete) {
        int length = Math.min(to - from, LOOKED_AT);
        String head = new String(bytes, from, Math.min(length, 4), StandardCharsets.ISO_8859_1);
        if (head.equals("Obj\u0001")) {
            return Optional.of(Finding.of("AVRO", "it begins with Obj\\x01"));
        }
        if (head.equals("PAR1")) {
            return Optional.of(Finding.of("PARQUET", "it begins with PAR1"));
        }
        String text = text(bytes, from, length);
        if (head.startsWith("ORC") && CONTROL.matcher(text).find()) {
            return Optional.of(Finding.of("ORC", "it begins with ORC"));
        }
        int first = firstText(text, 0);
        return first == text.length()
                ? Optional.empty()
                : Optional.of(find(text, first, complete && length == to - from));
    }

    private static Finding find(String text, int first, boolean whole) {
        char begin = text.charAt(first);
        if (begin == '{'
                || (begin == '[' && JSON_ARRAY.matcher(text.substring(first)).matches())) {
            return Finding.of("JSON", "it begins with " + begin);
        }
        if (begin == '<') {
            Optional<Finding> markup = markup(text, first);
            if (markup.isPresent()) {
                return markup.get();
            }
        }
        List<String> lines = lines(text, whole);
        if (most(lines, WEB_LOG)) {
            return Finding.unknown("it looks like a log of NGINX or APACHE");
        }
        if (most(lines, SYSTEM_LOG)) {
            return Finding.unknown("it looks like a log of SYSLOG");
        }
        return Separated.find(text, whole).orElseGet(() -> lines(lines));
    }

    private static Finding lines(List<String> lines) {
        boolean values = !lines.isEmpty()
                && lines.stream().allMatch(line -> JSON_LINE.matcher(line).matches());
        return values
                ? Finding.likely("JSON", "each line is a value")
                : Finding.unknown("it begins like no type that is known");
    }

    private static boolean most(List<String> lines, Pattern pattern) {
        long matching =
                lines.stream().filter(line -> pattern.matcher(line).matches()).count();
        return matching * 2 > lines.size();
    }

    private static Optional<Finding> markup(String text, int first) {
        int root = root(text, first);
        String rest = text.substring(root).toLowerCase(Locale.ROOT);
        if (rest.startsWith("<!doctype html") || rest.startsWith("<html")) {
            return Optional.of(new Finding("", '\0', false, true, "it is a page of HTML, as servers send with errors"));
        }
        boolean tag = root > first
                || rest.startsWith("<!doctype ")
                || TAG.matcher(text.substring(first + 1)).matches();
        return tag ? Optional.of(Finding.of("XML", "it begins with a tag")) : Optional.empty();
    }

    /** Where the first tag or document type is, behind a declaration and comments; {@code at} if there is none of these. */
    private static int root(String text, int at) {
        int p = at;
        while (p < text.length()) {
            String end = text.startsWith("<?xml", p) ? "?>" : text.startsWith("<!--", p) ? "-->" : "";
            if (end.isEmpty()) {
                return p;
            }
            int found = text.indexOf(end, p);
            p = found < 0 ? text.length() : firstText(text, found + end.length());
        }
        return p;
    }

    private static int firstText(String text, int from) {
        int first = from;
        while (first < text.length() && Scan.blank(text.charAt(first))) {
            first++;
        }
        return first;
    }

    /** What is no UTF-8 is looked at as if it were Latin. */
    private static String text(byte[] bytes, int from, int length) {
        int mark = length < 2 ? 0 : (bytes[from] & 0xFF) << 8 | (bytes[from + 1] & 0xFF);
        Charset charset = switch (mark) {
            case 0xFEFF -> StandardCharsets.UTF_16BE;
            case 0xFFFE -> StandardCharsets.UTF_16LE;
            default -> {
                int invalid = Utf8.findInvalid(bytes, from, from + length);
                yield invalid < 0 || invalid >= from + length - CUT
                        ? StandardCharsets.UTF_8
                        : StandardCharsets.ISO_8859_1;
            }
        };
        String text = new String(bytes, from, length, charset);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** The first lines that are not blank, to their ends if these are there. */
    private static List<String> lines(String text, boolean whole) {
        int end = whole ? text.length() : Math.max(text.lastIndexOf('\n'), 0);
        return text.substring(0, end)
                .lines()
                .filter(line -> !line.isBlank())
                .limit(LINES)
                .toList();
    }
}
