package io.millrace.formats.text;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the encoding of a payload from its beginning. */
enum EncodingGuess {
    /** By its byte order mark. */
    BY_MARK,
    /** By its byte order mark, or what its XML declaration says. */
    BY_XML_DECLARATION;

    private static final int LONGEST_DECLARATION = 200;
    private static final Pattern ENCODING =
            Pattern.compile("<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([\\w.:-]+)[\"'][^>]*\\?>.*", Pattern.DOTALL);

    /** The encoding of {@code bytes[from, to)}; empty when more bytes are needed. */
    Optional<TextEncoding> of(byte[] bytes, int from, int to, boolean complete) {
        int length = to - from;
        if (length < 2) {
            return complete ? Optional.of(TextEncoding.UTF_8) : Optional.empty();
        }
        int first = (bytes[from] & 0xFF) << 8 | (bytes[from + 1] & 0xFF);
        if (first == 0xFEFF || (first == '<' && this == BY_XML_DECLARATION)) {
            return Optional.of(TextEncoding.UTF_16BE);
        }
        if (first == 0xFFFE || (first == '<' << 8 && this == BY_XML_DECLARATION)) {
            return Optional.of(TextEncoding.UTF_16LE);
        }
        return this == BY_XML_DECLARATION && first == ('<' << 8 | '?')
                ? declared(bytes, from, length, complete)
                : Optional.of(TextEncoding.UTF_8);
    }

    private static Optional<TextEncoding> declared(byte[] bytes, int from, int length, boolean complete) {
        String head = new String(bytes, from, Math.min(length, LONGEST_DECLARATION), StandardCharsets.ISO_8859_1);
        if (!head.contains("?>") && length < LONGEST_DECLARATION && !complete) {
            return Optional.empty();
        }
        Matcher declaration = ENCODING.matcher(head);
        String name = declaration.matches() ? declaration.group(1).toUpperCase(Locale.ROOT) : "";
        return Optional.of(
                switch (name) {
                    case "ISO-8859-1", "LATIN1", "ISO_8859-1" -> TextEncoding.ISO_8859_1;
                    case "WINDOWS-1252", "CP1252" -> TextEncoding.WINDOWS_1252;
                    default -> TextEncoding.UTF_8;
                });
    }
}
