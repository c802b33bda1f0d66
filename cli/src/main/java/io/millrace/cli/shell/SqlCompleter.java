package io.millrace.cli.shell;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes keywords, tables and columns; behind a word that a table follows, tables alone. */
final class SqlCompleter implements Completer {
    private static final Set<String> BEFORE_TABLES = Set.of("FROM", "JOIN", "INTO", "TABLE", "DESCRIBE", "UPDATE");

    private final List<String> keywords;
    private final Supplier<Names> names;

    /** @param names what there is now */
    SqlCompleter(List<String> keywords, Supplier<Names> names) {
        this.keywords = List.copyOf(keywords);
        this.names = requireNonNull(names, "names is null");
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> words = line.words();
        String before = words.size() < 2 ? "" : words.get(words.size() - 2).toUpperCase(Locale.ROOT);
        String word = line.word();
        boolean lower = !word.isEmpty() && word.equals(word.toLowerCase(Locale.ROOT));
        Names known = names.get();
        Stream<Candidate> tables = known.tables().stream().map(name -> candidate(name, "tables"));
        if (BEFORE_TABLES.contains(before)) {
            tables.forEach(candidates::add);
            return;
        }

        Stream.of(
                        tables,
                        known.columns().stream().map(name -> candidate(name, "columns")),
                        keywords.stream()
                                .map(keyword -> lower ? keyword.toLowerCase(Locale.ROOT) : keyword)
                                .map(keyword -> candidate(keyword, "keywords")))
                .flatMap(stream -> stream)
                .forEach(candidates::add);
    }

    private static Candidate candidate(String value, String group) {
        return new Candidate(value, value, group, null, null, null, true);
    }

    /** Names to complete: tables as {@code catalog.schema.table}, columns by themselves. */
    record Names(List<String> tables, List<String> columns) {
        static final Names NONE = new Names(List.of(), List.of());

        Names {
            tables = List.copyOf(tables);
            columns = List.copyOf(columns);
        }
    }
}
