package io.millrace.kernel.select;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Understands the text of a SELECT. */
public final class SelectAnalyzer {
    private final SyntaxTrees trees;
    private final TimeConstants constants;
    private final Set<String> aggregates;

    /**
     * @param aggregates the lower-case names of DuckDB's aggregate functions
     */
    public SelectAnalyzer(SyntaxTrees trees, TimeConstants constants, Set<String> aggregates) {
        this.trees = trees;
        this.constants = constants;
        this.aggregates = Set.copyOf(aggregates);
    }

    /**
     * Analyses one SELECT in plain SQL.
     *
     * @throws MillraceException with the place: SYNTAX_ERROR; INVALID_QUERY where something cannot stand; INVALID_LITERAL
     */
    public AnalyzedSelect analyze(SelectText source, NameDefaults defaults) {
        Normalized normalized = Normalizer.normalize(source);
        JsonNode query = trees.of(source, normalized);
        Analysis analysis = new Analysis(source, normalized, defaults);
        new SelectWalker(analysis, aggregates, constants).top(query);
        return new AnalyzedSelect(analysis, items(analysis, query), query);
    }

    private static List<SelectItem> items(Analysis analysis, JsonNode query) {
        JsonNode select = query;
        while (!Ast.isType(select, "SELECT_NODE")) {
            select = select.path("children").path(0).isObject()
                    ? select.path("children").path(0)
                    : select.path("left");
            if (!select.isObject()) {
                return List.of();
            }
        }
        List<SelectItem> items = new ArrayList<>();
        select.path("select_list").forEach(item -> items.add(item(analysis, item)));
        return items;
    }

    private static SelectItem item(Analysis analysis, JsonNode item) {
        boolean star = Ast.isClass(item, "STAR");
        int start = Ast.start(item);
        String text = start == Integer.MAX_VALUE
                ? "*"
                : analysis.source.written(analysis.chars(start), analysis.chars(Ast.limit(item)));
        return new SelectItem(analysis.place(item), text, name(item), star);
    }

    private static Optional<String> name(JsonNode item) {
        String alias = item.path("alias").asText();
        if (!alias.isEmpty()) {
            return Optional.of(alias);
        }
        List<String> names = Ast.names(item);
        return Ast.isClass(item, "COLUMN_REF") ? Optional.of(names.get(names.size() - 1)) : Optional.empty();
    }
}
