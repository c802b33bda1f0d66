package io.millrace.kernel.select;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.spi.error.ErrorCode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Walks a query, scope by scope. */
final class SelectWalker {
    /** Fields of a SELECT that are dealt with by name. */
    private static final Set<String> HANDLED = Set.of("type", "cte_map", "from_table");

    private final Analysis analysis;
    private final FromWalker from;
    private final ColumnPaths paths;
    private final TimeFilters filters;
    private final Set<String> aggregates;
    private final TimeConstants constants;

    SelectWalker(Analysis analysis, Set<String> aggregates, TimeConstants constants) {
        this.analysis = analysis;
        this.aggregates = aggregates;
        this.constants = constants;
        this.from = new FromWalker(analysis, this, constants);
        this.paths = new ColumnPaths(analysis);
        this.filters = new TimeFilters(analysis, constants);
    }

    void top(JsonNode node) {
        query(node, Optional.empty());
    }

    /** A query of any form: SELECT, a set operation, a recursive CTE. */
    void query(JsonNode node, Optional<Scope> outer) {
        Scope scope = new Scope(outer);
        for (JsonNode entry : node.path("cte_map").path("map")) {
            cte(entry, scope);
        }
        if (Ast.isType(node, "SELECT_NODE")) {
            Optional<WindowFinder> windows =
                    outer.isEmpty() ? WindowFinder.of(node, analysis, constants) : Optional.empty();
            select(node, scope);
            if (outer.isEmpty()) {
                perCommit(node, scope);
            }
            windows.ifPresent(finder -> finder.finish(scope));
            return;
        }

        analysis.perRow = false;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!HANDLED.contains(field.getKey())) {
                queries(field.getValue(), scope);
            }
        }
    }

    private void cte(JsonNode entry, Scope scope) {
        String name = entry.path("key").asText();
        JsonNode query = entry.path("value").path("query_node");
        if (Ast.isType(query, "RECURSIVE_CTE_NODE")) {
            scope.addCte(name);
        }
        query(query, Optional.of(scope));
        scope.addCte(name);
    }

    /** The operands of a set operation, and what is around them. */
    private void queries(JsonNode value, Scope scope) {
        if (value.isArray()) {
            value.forEach(item -> queries(item, scope));
        } else if (value.path("type").asText().endsWith("_NODE")) {
            query(value, Optional.of(scope));
        } else {
            expression(value, scope);
        }
    }

    /** A group for each commit of the one table: whatever commits a run covers, the groups are the same. */
    private void perCommit(JsonNode node, Scope scope) {
        boolean whole = node.path("modifiers").isEmpty()
                && node.path("qualify").isNull()
                && node.path("sample").isNull()
                && node.path("group_sets").size() == 1;
        boolean grouped = false;
        for (JsonNode group : node.path("group_expressions")) {
            grouped |= TimeFilters.isCommitTime(group);
        }
        boolean direct = scope.sources().stream().anyMatch(source -> source.table() == 0);
        analysis.perCommit = whole && grouped && direct && analysis.tables.size() == 1 && !analysis.hasWindows;
    }

    private void select(JsonNode node, Scope scope) {
        int joins = analysis.joins.size();
        from.walk(node.path("from_table"), scope);
        from.finishJoins(node.path("where_clause"), joins);
        perRow(node);
        filters.find(node.path("where_clause"), scope);
        for (JsonNode item : node.path("select_list")) {
            if (Ast.isClass(item, "STAR") && !Ast.isPlaced(item)) {
                new Stars(analysis).implied(node, scope);
            } else {
                expression(item, scope);
            }
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!HANDLED.contains(field.getKey()) && !field.getKey().equals("select_list")) {
                expression(field.getValue(), scope);
            }
        }
    }

    private void perRow(JsonNode node) {
        analysis.perRow &= node.path("modifiers").isEmpty()
                && node.path("group_expressions").isEmpty()
                && node.path("having").isNull()
                && node.path("qualify").isNull()
                && node.path("sample").isNull()
                && node.path("aggregate_handling").asText().equals("STANDARD_HANDLING");
    }

    /** An expression, or anything that holds some. */
    void expression(JsonNode node, Scope scope) {
        if (!node.isContainerNode() || analysis.consumed.contains(node)) {
            return;
        }
        if (Ast.isClass(node, "SUBQUERY")) {
            query(node.path("subquery").path("node"), Optional.of(scope));
            expression(node.path("child"), scope);
            return;
        }

        if (Ast.isLambda(node)) {
            lambda(node, scope);
            return;
        }

        if (Ast.isClass(node, "STAR")) {
            new Stars(analysis).star(node, scope);
        } else if (Ast.isClass(node, "COLUMN_REF")) {
            paths.column(node, scope);
        } else if (Ast.isClass(node, "WINDOW")) {
            analysis.perRow = false;
            analysis.hasWindows = true;
        } else if (Ast.isClass(node, "FUNCTION")) {
            function(node);
        }
        node.forEach(child -> expression(child, scope));
    }

    /** A lambda sees what is around it, its own names first. */
    private void lambda(JsonNode node, Scope scope) {
        Scope inner = new Scope(Optional.of(scope));
        scope.sources().forEach(inner::add);
        parameters(node.path("lhs"), inner);
        expression(node.path("expr"), inner);
    }

    private static void parameters(JsonNode node, Scope scope) {
        if (Ast.isClass(node, "COLUMN_REF")) {
            scope.addParameter(Ast.names(node).get(0));
        }
        node.forEach(child -> parameters(child, scope));
    }

    private void function(JsonNode node) {
        analysis.perRow &= !aggregates.contains(Ast.function(node).toLowerCase(java.util.Locale.ROOT));
        WindowFinder.refuse(node, analysis);
        if (Ast.isCall(node, "time_filter")) {
            throw analysis.error(ErrorCode.INVALID_QUERY, node, "Cannot use time_filter() here")
                    .withHint(
                            "it belongs into the WHERE of the SELECT that reads the table, joined to the rest by AND");
        }
        if (TimeFilters.isRunTime(node)) {
            analysis.usesRunTimes = true;
            filters.runTime(node);
        }
    }
}
