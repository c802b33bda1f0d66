package io.millrace.kernel.select;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.kernel.select.Scope.Source;
import io.millrace.kernel.type.SqlText;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Walks FROM: finds the tables and makes them views. */
final class FromWalker {
    private final Analysis analysis;
    private final SelectWalker queries;
    private final TimeConstants constants;
    private final JoinWalker joins;

    FromWalker(Analysis analysis, SelectWalker queries, TimeConstants constants) {
        this.analysis = analysis;
        this.queries = queries;
        this.constants = constants;
        this.joins = new JoinWalker(analysis);
    }

    void walk(JsonNode ref, Scope scope) {
        switch (ref.path("type").asText()) {
            case "BASE_TABLE" -> table(ref, scope);
            case "JOIN" -> join(ref, scope);
            case "SUBQUERY" -> {
                queries.query(ref.path("subquery").path("node"), Optional.of(scope));
                derived(ref, scope);
            }
            case "PIVOT" -> {
                int before = analysis.tables.size();
                walk(ref.path("source"), new Scope(Optional.of(scope)));
                visibleOnly(before);
                derived(ref, scope);
            }
            case "SHOW_REF" ->
                throw new MillraceException(
                                ErrorCode.INVALID_QUERY,
                                analysis.source.origin(),
                                "Cannot use DESCRIBE, SHOW or SUMMARIZE inside a query")
                        .withHint("use it as a statement of its own");
            default -> {
                queries.expression(ref, scope);
                derived(ref, scope);
            }
        }
    }

    private void join(JsonNode ref, Scope scope) {
        int first = analysis.tables.size();
        walk(ref.path("left"), scope);
        int sources = scope.sources().size();
        int middle = analysis.tables.size();
        walk(ref.path("right"), scope);
        int last = analysis.tables.size();
        if (ref.path("ref_type").asText().equals("NATURAL")) {
            visibleOnly(first);
        }
        switch (ref.path("join_type").asText()) {
            case "INNER" -> {}
            case "LEFT" -> range(middle, last);
            default -> range(first, last);
        }
        queries.expression(ref.path("condition"), scope);
        if (last == middle + 1 && ref.path("right").path("type").asText().equals("BASE_TABLE")) {
            joins.add(ref, first, middle, scope);
        }
        if (Set.of("SEMI", "ANTI").contains(ref.path("join_type").asText())) {
            scope.sources().subList(sources, scope.sources().size()).clear();
        }
    }

    /** What is known of the joins of a FROM when WHERE is. */
    void finishJoins(JsonNode where, int from) {
        joins.finish(where, from);
    }

    private void range(int from, int to) {
        for (int i = from; i < to; i++) {
            analysis.optional.add(i);
        }
    }

    private void visibleOnly(int from) {
        for (int i = from; i < analysis.tables.size(); i++) {
            analysis.visibleOnly.add(i);
        }
    }

    private static void derived(JsonNode ref, Scope scope) {
        scope.add(new Source(ref.path("alias").asText(), Scope.DERIVED, List.of()));
    }

    private void table(JsonNode ref, Scope scope) {
        List<String> path = new ArrayList<>();
        ref.path("qualified_name").path("path").forEach(part -> path.add(part.asText()));
        String alias = ref.path("alias").asText();
        if (path.size() == 1 && scope.isCte(path.get(0))) {
            scope.add(new Source(alias.isEmpty() ? path.get(0) : alias, Scope.DERIVED, List.of()));
            return;
        }

        if (!Ast.isPlaced(ref)) {
            throw new MillraceException(
                            ErrorCode.INVALID_QUERY,
                            analysis.source.origin(),
                            "Cannot use a table in this way: " + String.join(".", path))
                    .withHint("write SELECT ... FROM " + String.join(".", path));
        }
        TableName name = name(path, ref);
        int index = analysis.tables.size();
        int start = analysis.chars(Ast.location(ref));
        SourceLocation location = analysis.source.location(start);
        analysis.tables.add(new TableUse(index, name, location, travel(ref), Optional.empty()));
        analysis.tableRefs.put(ref, index);
        analysis.aliases.put(index, alias.isEmpty() ? name.table() : alias);
        rename(ref, index, path, alias.isEmpty());
        List<String> full = List.of(name.catalog(), name.schema(), name.table());
        scope.add(alias.isEmpty() ? new Source(name.table(), index, full) : new Source(alias, index, List.of()));
    }

    private TableName name(List<String> path, JsonNode ref) {
        NameDefaults defaults = analysis.defaults;
        return switch (path.size()) {
            case 1 -> new TableName(defaults.catalog(), defaults.schema(), path.get(0));
            case 2 -> new TableName(defaults.catalog(), path.get(0), path.get(1));
            case 3 -> new TableName(path.get(0), path.get(1), path.get(2));
            default ->
                throw analysis.error(ErrorCode.TABLE_NOT_FOUND, ref, "Cannot find table: " + String.join(".", path))
                        .withHint("a name is catalog.schema.table");
        };
    }

    private void rename(JsonNode ref, int index, List<String> path, boolean unnamed) {
        int first = analysis.tokenAt(Ast.location(ref));
        int last = first + 2 * (path.size() - 1);
        String alias = unnamed ? " AS " + SqlText.name(path.get(path.size() - 1)) : "";
        analysis.edits.add(new Edit(
                analysis.token(first).start(),
                analysis.token(last).end(),
                context -> context.sources().apply(index) + alias));
    }

    private Optional<TimeTravel> travel(JsonNode ref) {
        JsonNode at = ref.path("at_clause");
        if (!at.isObject()) {
            return Optional.empty();
        }
        int value = analysis.tokenAt(Ast.start(at.path("expr")));
        int open = value;
        while (!analysis.normalized.is(open, "(") || !analysis.normalized.is(open - 1, "AT")) {
            open--;
        }
        int close = analysis.tokenAt(Ast.end(ref)) - 1;
        while (!analysis.normalized.is(close, ")")) {
            close--;
        }
        analysis.replace(analysis.token(open - 1).start(), analysis.token(close).end(), "");
        String sql = analysis.normalized
                .text()
                .substring(
                        analysis.token(open + 3).start(), analysis.token(close).start());
        return Optional.of(travel(at, sql));
    }

    private TimeTravel travel(JsonNode at, String sql) {
        JsonNode expression = at.path("expr");
        if (at.path("unit").asText().equalsIgnoreCase("TIMESTAMP")) {
            try {
                return new TimeTravel.AsOf(constants.instant(sql));
            } catch (MillraceException e) {
                throw e.at(analysis.place(expression));
            }
        }
        try {
            return new TimeTravel.AtSnapshot(Long.parseLong(sql.strip()));
        } catch (NumberFormatException e) {
            throw new MillraceException(
                            ErrorCode.INVALID_LITERAL, "Cannot read the id of a snapshot: " + sql.strip(), e)
                    .at(analysis.place(expression));
        }
    }
}
