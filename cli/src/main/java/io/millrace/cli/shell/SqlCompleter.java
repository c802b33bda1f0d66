package io.millrace.cli.shell;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes keywords, tables and columns; behind a word that a table follows, tables alone. */
final class SqlCompleter implements Completer {
    private static final Set<String> BEFORE_TABLES = Set.of("FROM", "JOIN", "INTO", "TABLE", "DESCRIBE", "UPDATE");

    private final List<String> keywords;
    private final Supplier<List<String>> names;

    /** @param names what there is now; tables with their catalog and schema */
    SqlCompleter(List<String> keywords, Supplier<List<String>> names) {
        this.keywords = List.copyOf(keywords);
        this.names = requireNonNull(names, "names is null");
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> words = line.words();
        String before = words.size() < 2 ? "" : words.get(words.size() - 2).toUpperCase(Locale.ROOT);
        String word = line.word();
        boolean lower = !word.isEmpty() && word.equals(word.toLowerCase(Locale.ROOT));
        boolean tablesOnly = BEFORE_TABLES.contains(before);
        names.get().stream()
                .distinct()
                .filter(name -> !tablesOnly || name.indexOf('.') > 0)
                .map(name -> candidate(name, name.indexOf('.') > 0 ? "tables" : "names"))
                .forEach(candidates::add);
        if (tablesOnly) {
            return;
        }

        keywords.stream()
                .map(keyword -> lower ? keyword.toLowerCase(Locale.ROOT) : keyword)
                .map(keyword -> candidate(keyword, "keywords"))
                .forEach(candidates::add);
    }

    private static Candidate candidate(String value, String group) {
        return new Candidate(value, value, group, null, null, null, true);
    }
}
