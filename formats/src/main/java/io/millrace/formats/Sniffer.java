package io.millrace.formats;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells content types apart by their first bytes. */
final class Sniffer {
    private static final int LOOKED_AT = 4096;
    private static final Pattern XML =
            Pattern.compile("\uFEFF?\\s*<(\\?xml|!DOCTYPE|[A-Za-z_][\\w.:-]*[\\s/>])(?s:.*)");
    /** A line of at least two plain words with one separator between all of them: a header. */
    private static final Pattern HEADER =
            Pattern.compile("\uFEFF?[A-Za-z_]\\w*(?:([,;|\t])[A-Za-z_]\\w*)(?:\\1[A-Za-z_]\\w*)*\r?\n(?s:.*)");

    private Sniffer() {}

    /** The content type of {@code bytes[from, to)} when it clearly is none that begins as JSON may, even damaged JSON. */
    static Optional<String> otherThanJson(byte[] bytes, int from, int to) {
        String head = new String(bytes, from, Math.min(to - from, LOOKED_AT), StandardCharsets.ISO_8859_1);
        if (head.startsWith("Obj\u0001")) {
            return Optional.of("AVRO");
        }
        if (head.startsWith("PAR1")) {
            return Optional.of("PARQUET");
        }
        if (head.startsWith("ORC")) {
            return Optional.of("ORC");
        }
        String text = new String(bytes, from, Math.min(to - from, LOOKED_AT), StandardCharsets.UTF_8);
        if (XML.matcher(text).matches()) {
            return Optional.of("XML");
        }
        var header = HEADER.matcher(text);
        return header.matches() ? Optional.of(header.group(1).equals("\t") ? "TSV" : "CSV") : Optional.empty();
    }
}
