package io.millrace.kernel.select;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.kernel.relation.WindowRelation;
import io.millrace.kernel.select.Scope.Source;
import io.millrace.kernel.select.WindowUse.GroupKey;
import io.millrace.kernel.type.SqlText;
import io.millrace.kernel.window.Window;
import io.millrace.kernel.window.Window.Kind;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Finds the windows in the GROUP BY of a query, and makes it group by their bounds. A run computes windows from all of their
 * rows, and keeps those that it has new rows of.
 */
final class WindowFinder {
    private static final Set<String> ENDS = Set.of("HAVING", "WINDOW", "QUALIFY", "ORDER", "LIMIT", "OFFSET", "USING");
    private static final long MOST_PER_ROW = 1000;
    private static final String LENGTH = "a constant interval of days or less, above 0, such as INTERVAL '1 hour'";

    private final JsonNode select;
    private final JsonNode call;
    private final Kind kind;
    private final Analysis analysis;
    private final TimeConstants constants;

    private WindowFinder(JsonNode select, JsonNode call, Kind kind, Analysis analysis, TimeConstants constants) {
        this.select = select;
        this.call = call;
        this.kind = kind;
        this.analysis = analysis;
        this.constants = constants;
    }

    /** To be called before the expressions of the SELECT are walked; empty where there are no windows. */
    static Optional<WindowFinder> of(JsonNode select, Analysis analysis, TimeConstants constants) {
        Optional<WindowFinder> found = Optional.empty();
        for (JsonNode group : select.path("group_expressions")) {
            Optional<Kind> kind = kind(group);
            if (kind.isPresent() && found.isPresent()) {
                throw analysis.error(
                                ErrorCode.INVALID_QUERY, group, "Cannot group by two windows: " + text(group, analysis))
                        .withHint("give each window a job and a table of its own");
            }
            if (kind.isPresent()) {
                analysis.consumed.add(group);
                found = Optional.of(new WindowFinder(select, group, kind.get(), analysis, constants));
            }
        }
        return found;
    }

    /** Throws INVALID_QUERY for a call that stands anywhere else. */
    static void refuse(JsonNode node, Analysis analysis) {
        kind(node).ifPresent(kind -> {
            throw analysis.error(ErrorCode.INVALID_QUERY, node, "Cannot use a window here: " + text(node, analysis))
                    .withHint("it belongs into the GROUP BY of the outermost SELECT, on its own: GROUP BY key, "
                            + kind.example() + "; window_start and window_end are its bounds");
        });
    }

    private static Optional<Kind> kind(JsonNode node) {
        return Arrays.stream(Kind.values())
                .filter(kind -> Ast.isCall(node, kind.name()))
                .findFirst();
    }

    private static String text(JsonNode node, Analysis analysis) {
        int first = analysis.tokenAt(Ast.start(node));
        int start = analysis.token(first).start();
        int end = kind(node).isPresent()
                ? analysis.token(closing(first + 1, analysis)).end()
                : analysis.chars(Ast.limit(node));
        return analysis.source.written(start, end).strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** The bracket that closes the one at {@code open}. */
    private static int closing(int open, Analysis analysis) {
        int depth = 0;
        int i = open;
        do {
            depth += analysis.normalized.is(i, "(") ? 1 : analysis.normalized.is(i, ")") ? -1 : 0;
            i++;
        } while (depth > 0);
        return i - 1;
    }

    /** To be called when the SELECT has been walked. */
    void finish(Scope scope) {
        requireShape();
        Source table = table(scope);
        Window window = window();
        Clauses clauses = Clauses.of(analysis, ENDS);
        List<GroupKey> keys = keys(clauses);
        analysis.window = Optional.of(new WindowUse(
                window,
                text(call, analysis),
                analysis.place(call),
                table.table(),
                table.alias(),
                clauses.from(),
                clauses.where(),
                keys,
                item(WindowRelation.START),
                item(WindowRelation.END)));
        edit(SqlText.name(table.alias()) + ".");
    }

    private void edit(String qualifier) {
        int first = analysis.tokenAt(Ast.location(call));
        String bounds = qualifier + WindowRelation.START + ", " + qualifier + WindowRelation.END;
        analysis.replace(
                analysis.token(first).start(),
                analysis.token(closing(first + 1, analysis)).end(),
                kind == Kind.SESSION ? bounds + ", " + qualifier + WindowRelation.GONE : bounds);
        int end = analysis.normalized.text().length();
        analysis.insert(end, "\nHAVING bool_or(" + qualifier + WindowRelation.NEW + ")");
    }

    private void requireShape() {
        refuse(!select.path("cte_map").path("map").isEmpty(), "WITH");
        refuse(!select.path("modifiers").isEmpty(), "DISTINCT, ORDER BY or LIMIT");
        refuse(select.path("having").isObject(), "HAVING");
        refuse(select.path("qualify").isObject(), "QUALIFY");
        refuse(select.path("sample").isObject(), "a sample");
        refuse(select.path("group_sets").size() > 1, "GROUPING SETS");
        refuse(analysis.hasWindows, "OVER");
        refuse(analysis.usesRunTimes, "run_start_time() or run_end_time() outside of the time filter");
        refuse(
                analysis.tables.stream()
                        .anyMatch(use ->
                                use.filter().filter(filter -> !filter.isExact()).isPresent()),
                "a time filter that looks back");
    }

    private void refuse(boolean present, String what) {
        if (present) {
            throw analysis.error(ErrorCode.INVALID_QUERY, call, "Cannot compute windows in a query with " + what)
                    .withHint(
                            "write SELECT key, window_start, count(*) AS n FROM table WHERE time_filter() GROUP BY key, "
                                    + kind.example() + ", and let another job read its table for the rest");
        }
    }

    private Source table(Scope scope) {
        List<Source> tables = scope.sources().stream()
                .filter(source -> source.table() != Scope.DERIVED)
                .toList();
        if (tables.size() != 1 || analysis.tables.size() != 1 || isMultiplied(select.path("from_table"))) {
            throw analysis.error(ErrorCode.INVALID_QUERY, call, "Cannot compute windows over anything but one table")
                    .withHint("let a job before join, unnest or filter the rows, and make windows of its table");
        }
        analysis.tables.get(0).travel().ifPresent(travel -> refuse(true, "AT"));
        return tables.get(0);
    }

    /** Whether there is anything in FROM beside the table but LET, which makes one row of one. */
    private boolean isMultiplied(JsonNode ref) {
        if (ref.path("type").asText().equals("JOIN")) {
            return isMultiplied(ref.path("left")) || isMultiplied(ref.path("right"));
        }
        boolean made = Ast.isPlaced(ref) && !analysis.source.isWritten(analysis.chars(Ast.location(ref)));
        return !ref.path("type").asText().equals("BASE_TABLE") && !made;
    }

    private Window window() {
        int count = call.path("arguments").size();
        if (count != (kind == Kind.HOP ? 3 : 2)) {
            throw wrong("Cannot tell the windows of: " + text(call, analysis));
        }
        JsonNode time = Ast.argument(call, 0);
        List<String> names = Ast.names(time);
        if (!Ast.isClass(time, "COLUMN_REF") || !names.get(names.size() - 1).equalsIgnoreCase("_event_time")) {
            throw analysis.error(
                            ErrorCode.INVALID_QUERY,
                            time,
                            "Cannot make windows over anything but $event_time: " + text(time, analysis))
                    .withHint("let a job before select it AS $event_time; EVENT_TIME of a copy job says what it is");
        }
        long first = micros(1);
        long size = kind == Kind.HOP ? micros(2) : first;
        if (first > size) {
            throw wrong("Cannot start a window later than the one before it ends: " + text(call, analysis));
        }
        if ((size - 1) / first >= MOST_PER_ROW) {
            throw wrong("Cannot put a row into more than %d windows: %s".formatted(MOST_PER_ROW, text(call, analysis)));
        }
        return new Window(kind, size, first);
    }

    private MillraceException wrong(String message) {
        return analysis.error(ErrorCode.INVALID_QUERY, call, message)
                .withHint("write " + kind.example()
                        + (kind == Kind.HOP
                                ? ": how long after a window the next one starts, then how long it is"
                                : ""));
    }

    private long micros(int argument) {
        JsonNode node = Ast.argument(call, argument);
        String sql = written(call, argument);
        long micros;
        try {
            micros = constants.duration(sql).toNanos() / 1000;
        } catch (MillraceException | ArithmeticException e) {
            throw length(node, sql);
        }
        if (micros < 1) {
            throw length(node, sql);
        }
        return micros;
    }

    private MillraceException length(JsonNode node, String sql) {
        return new MillraceException(
                        ErrorCode.INVALID_LITERAL,
                        Ast.start(node) == Integer.MAX_VALUE ? analysis.place(call) : analysis.place(node),
                        "Cannot use as the length of a window: " + sql)
                .withHint(LENGTH);
    }

    /** The text of an argument. */
    private String written(JsonNode node, int argument) {
        int open = analysis.tokenAt(Ast.location(node)) + 1;
        int start = analysis.token(open).end();
        Part inside = new Part(start, analysis.token(closing(open, analysis)).start());
        Part part = Clauses.split(analysis, inside).get(argument);
        return analysis.normalized.text().substring(part.start(), part.end()).strip();
    }

    private List<GroupKey> keys(Clauses clauses) {
        List<Part> parts = Clauses.split(analysis, clauses.groups());
        List<Part> items = items(clauses);
        List<JsonNode> nodes = new ArrayList<>();
        select.path("group_expressions").forEach(nodes::add);
        if (parts.size() != nodes.size() || items.size() != items().size()) {
            throw analysis.error(ErrorCode.INVALID_QUERY, call, "Cannot tell by what the windows are grouped")
                    .withHint("write each key once: GROUP BY key, " + kind.example());
        }
        List<GroupKey> keys = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (kind(nodes.get(i)).isEmpty()) {
                keys.add(key(nodes.get(i), parts.get(i), items));
            }
        }
        return keys;
    }

    /** The items of the SELECT list without their aliases. */
    private List<Part> items(Clauses clauses) {
        List<Part> items = new ArrayList<>();
        List<Part> written = Clauses.split(analysis, clauses.items());
        for (int i = 0; i < written.size() && i < items().size(); i++) {
            Part part = written.get(i);
            if (!items().get(i).path("alias").asText().isEmpty()) {
                int last = analysis.tokenAt(part.end()) - 1;
                int end = analysis.normalized.is(last - 1, "AS") ? last - 1 : last;
                part = new Part(part.start(), analysis.token(end).start());
            }
            items.add(part);
        }
        return items;
    }

    private GroupKey key(JsonNode node, Part part, List<Part> parts) {
        String text = analysis.source.written(part.start(), part.end()).strip();
        if (node.path("literal").path("kind").asText().equals("INTEGER")) {
            int item = node.path("literal").path("text").asInt() - 1;
            return item >= 0 && item < parts.size()
                    ? new GroupKey(text, parts.get(item), OptionalInt.of(item), Optional.empty())
                    : new GroupKey(text, part, OptionalInt.empty(), Optional.empty());
        }
        OptionalInt named = OptionalInt.empty();
        for (int i = 0; i < parts.size(); i++) {
            if (isSame(node, part, items().get(i), parts.get(i))) {
                return new GroupKey(text, part, OptionalInt.of(i), Optional.empty());
            }
            boolean alias = Ast.isClass(node, "COLUMN_REF")
                    && Ast.names(node).size() == 1
                    && Ast.names(node)
                            .get(0)
                            .equalsIgnoreCase(items().get(i).path("alias").asText());
            named = alias ? OptionalInt.of(i) : named;
        }
        return new GroupKey(
                text, part, named, named.isPresent() ? Optional.of(parts.get(named.getAsInt())) : Optional.empty());
    }

    private List<JsonNode> items() {
        List<JsonNode> items = new ArrayList<>();
        select.path("select_list").forEach(items::add);
        return items;
    }

    private boolean isSame(JsonNode key, Part keyText, JsonNode item, Part itemText) {
        if (Ast.isClass(key, "COLUMN_REF") && Ast.isClass(item, "COLUMN_REF")) {
            List<String> one = Ast.names(key);
            List<String> other = Ast.names(item);
            int length = Math.min(one.size(), other.size());
            return lower(one.subList(one.size() - length, one.size()))
                    .equals(lower(other.subList(other.size() - length, other.size())));
        }
        return tokens(keyText).equals(tokens(itemText));
    }

    private List<String> tokens(Part part) {
        List<String> texts = new ArrayList<>();
        for (int i = analysis.normalized.tokenAt(part.start());
                i < analysis.normalized.tokens().size() && analysis.token(i).end() <= part.end();
                i++) {
            texts.add(analysis.token(i).text().toLowerCase(Locale.ROOT));
        }
        return texts;
    }

    private static List<String> lower(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    private OptionalInt item(String bound) {
        List<JsonNode> items = items();
        for (int i = 0; i < items.size(); i++) {
            List<String> names = Ast.names(items.get(i));
            if (Ast.isClass(items.get(i), "COLUMN_REF")
                    && names.get(names.size() - 1).equalsIgnoreCase(bound)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
