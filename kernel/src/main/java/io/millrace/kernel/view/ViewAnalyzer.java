package io.millrace.kernel.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.Ast;
import io.millrace.kernel.select.NameDefaults;
import io.millrace.kernel.select.Origins;
import io.millrace.kernel.select.Rewriting;
import io.millrace.kernel.select.SelectAnalyzer;
import io.millrace.kernel.select.SelectText;
import io.millrace.kernel.select.SyntaxTrees;
import io.millrace.kernel.state.ViewRecipe;
import io.millrace.kernel.view.SelectList.Span;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes the query of a materialized view apart. */
public final class ViewAnalyzer {
    private static final String GROUPED = "write SELECT key, last(x) AS x FROM table GROUP BY key";

    private final SyntaxTrees trees;
    private final SelectAnalyzer selects;
    private final Set<String> aggregates;

    /** @param aggregates the lower-case names of DuckDB's aggregate functions */
    public ViewAnalyzer(SyntaxTrees trees, SelectAnalyzer selects, Set<String> aggregates) {
        this.trees = trees;
        this.selects = selects;
        this.aggregates = Set.copyOf(aggregates);
    }

    /**
     * @param plain a query without LET, {@code []} and the like
     * @throws MillraceException with the place: SYNTAX_ERROR, INVALID_VIEW for what cannot be kept, MISSING_ALIAS,
     *     DUPLICATE_COLUMN
     */
    public ViewQuery analyze(SelectText plain, NameDefaults defaults) {
        JsonNode select = trees.of(plain);
        AnalyzedSelect analyzed = selects.analyze(plain, defaults);
        requireShape(plain, select, analyzed);
        List<JsonNode> nodes = new ArrayList<>();
        select.path("select_list").forEach(nodes::add);
        SelectList list = SelectList.of(plain, nodes);
        ViewItems items = new ViewItems(list, aggregates);
        for (int i = 0; i < nodes.size(); i++) {
            items.add(nodes.get(i), list.items.get(i));
        }
        boolean all = select.path("group_expressions").isEmpty();
        if (!all && select.path("group_expressions").size() != items.keys()) {
            throw error(plain, list.rest, "Cannot keep a view that does not select each key of its GROUP BY")
                    .withHint("select every key once, and nothing else without an aggregate");
        }
        List<String> texts = list.items.stream()
                .map(span -> plain.written(span.start(), span.end()))
                .toList();
        return new ViewQuery(partials(list, items, analyzed, all), items.recipe(), texts);
    }

    private static void requireShape(SelectText plain, JsonNode select, AnalyzedSelect analyzed) {
        if (!Ast.isType(select, "SELECT_NODE")
                || !select.path("cte_map").path("map").isEmpty()) {
            throw error(plain, 0, "Cannot keep a view of anything but one SELECT")
                    .withHint(GROUPED);
        }
        refuse(plain, !select.path("modifiers").isEmpty(), "DISTINCT, ORDER BY and LIMIT");
        refuse(plain, select.path("having").isObject(), "HAVING");
        refuse(plain, select.path("qualify").isObject(), "QUALIFY");
        refuse(plain, select.path("sample").isObject(), "a sample");
        refuse(plain, select.path("group_sets").size() > 1, "GROUPING SETS");
        analyzed.window().ifPresent(use -> {
            throw new MillraceException(
                            ErrorCode.INVALID_VIEW, use.location(), "Cannot keep a view of windows: " + use.text())
                    .withHint("let a job INSERT INTO a table with PRIMARY KEY ..., window_start");
        });
        boolean all = select.path("aggregate_handling").asText().equals("FORCE_AGGREGATES");
        if (select.path("group_expressions").isEmpty() && !all) {
            throw error(plain, 0, "Cannot keep a view without keys: GROUP BY is missing")
                    .withHint(GROUPED);
        }
        if (analyzed.tables().size() != 1) {
            throw new MillraceException(
                            ErrorCode.INVALID_VIEW,
                            analyzed.tables().size() > 1
                                    ? analyzed.tables().get(1).location()
                                    : plain.origin(),
                            "Cannot keep a view of %d tables"
                                    .formatted(analyzed.tables().size()))
                    .withHint("let an insert job join them, and keep a view of its table");
        }
        refuse(
                plain,
                analyzed.incremental().stream()
                        .anyMatch(use -> !use.filter().orElseThrow().isExact()),
                "a time filter that looks back");
    }

    private static void refuse(SelectText plain, boolean present, String what) {
        if (present) {
            throw error(plain, 0, "Cannot keep a view with " + what).withHint(GROUPED);
        }
    }

    private static SelectText partials(SelectList list, ViewItems items, AnalyzedSelect analyzed, boolean all) {
        Writer out = new Writer(list);
        out.add("SELECT ", 0);
        items.write(out);
        out.add("_commit_time AS " + ViewRecipe.AS_OF + " ", list.rest);
        int end = list.tokens.get(list.tokens.size() - 1).end();
        int group = list.word("GROUP");
        int where = list.word("WHERE");
        if (!analyzed.incremental().isEmpty()) {
            out.copy(list.rest, group);
        } else if (where < group) {
            int condition = where + "WHERE".length();
            out.copy(list.rest, condition);
            out.add(" time_filter() AND (", condition);
            out.copy(condition, group);
            out.add("\n) ", group);
        } else {
            out.copy(list.rest, group);
            out.add("\nWHERE time_filter() ", group);
        }
        if (all) {
            out.add("GROUP BY " + items.ordinals(), group);
        } else {
            out.copy(group, end);
        }
        out.add("\n, _commit_time", end);
        return out.finish();
    }

    private static MillraceException error(SelectText plain, int offset, String message) {
        return new MillraceException(ErrorCode.INVALID_VIEW, plain.location(offset), message);
    }

    /** Writes a text of pieces of another one and of new ones. */
    static final class Writer {
        private final SelectList list;
        private final StringBuilder text = new StringBuilder();
        private final Origins.Builder origins = new Origins.Builder();

        Writer(SelectList list) {
            this.list = list;
        }

        void add(String piece, int origin) {
            origins.made(text.length(), origin);
            text.append(piece);
        }

        void copy(int from, int to) {
            origins.copied(text.length(), from);
            text.append(list.source.text(), from, to);
        }

        void copy(Span span) {
            copy(span.start(), span.end());
        }

        SelectText finish() {
            return list.source.rewritten(
                    text.toString(), new Rewriting(list.source, origins.build(), List.of(), List.of()));
        }
    }
}
