package io.millrace.kernel.select;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.kernel.relation.QueryRelation;
import io.millrace.kernel.select.JoinUse.Form;
import io.millrace.kernel.state.ViewReading;
import io.millrace.kernel.type.SqlText;
import io.millrace.spi.error.SourceLocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Notes what tables are joined by; a row meets the version of a materialized view that was valid when it was committed. */
final class JoinWalker {
    private final Analysis analysis;

    JoinWalker(Analysis analysis) {
        this.analysis = analysis;
    }

    /**
     * @param first index of the first table to the left
     * @param table index of the table to the right
     */
    void add(JsonNode join, int first, int table, Scope scope) {
        JsonNode condition = join.path("condition");
        Set<String> equated = new HashSet<>();
        for (JsonNode part : parts(condition)) {
            equated(part, table).ifPresent(equated::add);
        }
        List<Integer> left = new ArrayList<>();
        scope.sources().stream()
                .map(Scope.Source::table)
                .filter(index -> index >= first && index < table)
                .forEach(left::add);
        analysis.joins.add(new JoinUse(
                table,
                join.path("join_type").asText(),
                form(join, condition),
                place(join, table),
                equated,
                new HashSet<>(left)));
        if (condition.isObject()) {
            version(join, condition, table, left);
        }
    }

    /** Of JOIN; of the table behind a comma. */
    private SourceLocation place(JsonNode join, int table) {
        return Ast.isPlaced(join) && !join.path("is_implicit").asBoolean()
                ? analysis.source.location(analysis.chars(Ast.location(join)))
                : analysis.tables.get(table).location();
    }

    private static Form form(JsonNode join, JsonNode condition) {
        boolean named = !join.path("using_columns").isEmpty()
                || join.path("ref_type").asText().equals("NATURAL")
                || join.path("ref_type").asText().equals("POSITIONAL");
        if (named) {
            return Form.NAMES;
        }
        return mentionsColumns(condition) ? Form.CONDITION : Form.NONE;
    }

    /** What is known when WHERE is: which joins it conditions, and which tables are streams. */
    void finish(JsonNode where, int from) {
        for (int i = from; i < analysis.joins.size(); i++) {
            JoinUse join = analysis.joins.get(i);
            boolean filtered =
                    join.form() == Form.NONE && parts(where).stream().anyMatch(part -> links(part, join.table()));
            analysis.joins.set(
                    i,
                    new JoinUse(
                            join.table(),
                            join.type(),
                            filtered ? Form.FILTER : join.form(),
                            join.location(),
                            join.equated(),
                            join.left()));
        }
    }

    private void version(JsonNode join, JsonNode condition, int table, List<Integer> left) {
        int on = analysis.tokenAt(Ast.start(condition));
        while (!analysis.normalized.is(on, "ON")) {
            on--;
        }
        int open = analysis.token(on).end();
        int close = analysis.chars(Ast.end(join));
        analysis.edits.add(new Edit(open, open, context -> isVersioned(context, table) ? " (" : ""));
        analysis.edits.add(
                new Edit(close, close, context -> isVersioned(context, table) ? ") AND " + valid(table, left) : ""));
    }

    private static boolean isVersioned(RenderContext context, int table) {
        return context.relations().get(table) instanceof QueryRelation view && view.isVersioned();
    }

    private String valid(int table, List<Integer> left) {
        String view = SqlText.name(analysis.aliases.get(table));
        return stream(left)
                .map(index -> SqlText.name(analysis.aliases.get(index)) + "._commit_time")
                .map(time -> "%1$s >= %2$s.%3$s AND %1$s < %2$s.%4$s"
                        .formatted(time, view, ViewReading.VALID_FROM, ViewReading.VALID_TO))
                .orElse("TRUE");
    }

    private Optional<Integer> stream(List<Integer> left) {
        return left.stream()
                .filter(index -> analysis.tables.get(index).filter().isPresent())
                .findFirst();
    }

    /** The column of the table that a condition equates with something else. */
    private Optional<String> equated(JsonNode condition, int table) {
        if (!Ast.isType(condition, "COMPARE_EQUAL")) {
            return Optional.empty();
        }
        JsonNode left = condition.path("left");
        JsonNode right = condition.path("right");
        return column(left, right, table).or(() -> column(right, left, table));
    }

    private Optional<String> column(JsonNode column, JsonNode other, int table) {
        if (!Ast.isClass(column, "COLUMN_REF") || mentions(other, table)) {
            return Optional.empty();
        }
        List<String> names = Ast.names(column);
        boolean own = names.size() == 1 || mentions(column, table);
        return own ? Optional.of(names.get(names.size() - 1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    private boolean links(JsonNode condition, int table) {
        JsonNode left = condition.path("left");
        JsonNode right = condition.path("right");
        return Ast.isType(condition, "COMPARE_EQUAL")
                && mentionsColumns(left)
                && mentionsColumns(right)
                && (equated(condition, table).isPresent() || mentions(left, table) != mentions(right, table));
    }

    /** Whether an expression has a column that is qualified by the name of a table. */
    private boolean mentions(JsonNode node, int table) {
        if (Ast.isClass(node, "COLUMN_REF")) {
            List<String> names = Ast.names(node);
            String alias = analysis.aliases.get(table);
            return names.size() > 1
                    && names.subList(0, names.size() - 1).stream().anyMatch(alias::equalsIgnoreCase);
        }
        for (JsonNode child : node) {
            if (mentions(child, table)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mentionsColumns(JsonNode node) {
        if (Ast.isClass(node, "COLUMN_REF")) {
            return true;
        }
        for (JsonNode child : node) {
            if (mentionsColumns(child)) {
                return true;
            }
        }
        return false;
    }

    private static List<JsonNode> parts(JsonNode condition) {
        List<JsonNode> parts = new ArrayList<>();
        if (Ast.isType(condition, "CONJUNCTION_AND")) {
            condition.path("children").forEach(child -> parts.addAll(parts(child)));
        } else if (condition.isObject()) {
            parts.add(condition);
        }
        return parts;
    }
}
