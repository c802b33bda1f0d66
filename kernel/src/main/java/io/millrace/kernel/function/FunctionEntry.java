package io.millrace.kernel.function;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Where a function is declared; what is said of it is read when somebody asks. */
final class FunctionEntry {
    private static final String ALIAS = "  alias ";

    private final String family;
    private final String name;
    private final List<String> aliases = new ArrayList<>();
    private boolean aggregate;
    private boolean helper;
    private String text = "";
    private FunctionDeclaration declaration;

    private FunctionEntry(String family, String name) {
        this.family = family;
        this.name = name;
    }

    /** The functions of a family. Every process does this when it starts, so it looks at the first letters of lines only. */
    static List<FunctionEntry> of(String family) {
        String text = text(family);
        List<FunctionEntry> entries = new ArrayList<>();
        int start = 0;
        boolean inside = true;
        for (int line = 0; line < text.length(); ) {
            int end = text.indexOf('\n', line);
            end = end < 0 ? text.length() : end;
            char first = line < end ? text.charAt(line) : '#';
            if (first == ' ') {
                entries.get(entries.size() - 1).fact(text, line, end);
                inside = true;
            } else if (first != '#' && inside) {
                close(entries, text, start, line);
                start = line;
                inside = false;
                entries.add(new FunctionEntry(family, text.substring(line, text.indexOf('(', line))));
            }
            line = end + 1;
        }
        close(entries, text, start, text.length());
        return entries;
    }

    private static void close(List<FunctionEntry> entries, String text, int start, int end) {
        if (!entries.isEmpty()) {
            entries.get(entries.size() - 1).text = text.substring(start, end);
        }
    }

    private static String text(String family) {
        try (InputStream file = FunctionEntry.class.getResourceAsStream(family + ".functions")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the functions of " + family, e);
        }
    }

    private void fact(String lines, int line, int end) {
        if (lines.startsWith(ALIAS, line)) {
            aliases.add(lines.substring(line + ALIAS.length(), end));
        }
        aggregate |= lines.startsWith("  aggregate", line);
        helper |= lines.startsWith("  helper", line);
    }

    String name() {
        return name;
    }

    List<String> aliases() {
        return aliases;
    }

    boolean isAggregate() {
        return aggregate;
    }

    boolean isHelper() {
        return helper;
    }

    synchronized FunctionDeclaration declaration() {
        if (declaration == null) {
            declaration = FunctionFile.read(family, text);
        }
        return declaration;
    }
}
