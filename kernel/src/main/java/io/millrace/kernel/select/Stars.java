package io.millrace.kernel.select;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.kernel.relation.Relation;
import io.millrace.kernel.select.Scope.Source;
import io.millrace.kernel.type.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Keeps hidden columns out of {@code *}. */
final class Stars {
    private final Analysis analysis;

    Stars(Analysis analysis) {
        this.analysis = analysis;
    }

    /** {@code *}, {@code t.*}, {@code * EXCLUDE ...}, {@code COLUMNS(*)}; not a pattern, which says what it wants. */
    void star(JsonNode node, Scope scope) {
        if (!Ast.isPlaced(node) || !node.path("expr").isNull()) {
            return;
        }
        int token = analysis.tokenAt(Ast.location(node));
        while (!analysis.normalized.is(token, "*")) {
            token++;
        }
        String qualifier = node.path("relation_name").asText();
        List<Source> sources = qualifier.isEmpty()
                ? tables(scope.sources())
                : tables(scope.find(qualifier).map(List::of).orElse(List.of()));
        if (!sources.isEmpty()) {
            exclude(token, sources, qualifier.isEmpty(), Ast.excluded(node));
        }
    }

    /** {@code FROM t} without a SELECT. */
    void implied(JsonNode select, Scope scope) {
        List<Source> sources = tables(scope.sources());
        if (sources.isEmpty()) {
            return;
        }
        int token = analysis.tokenAt(Ast.start(select.path("from_table")));
        while (!analysis.normalized.is(token, "FROM")) {
            token--;
        }
        int start = analysis.token(token).start();
        analysis.edits.add(new Edit(start, start, context -> {
            String list = list(context, sources, true, Set.of());
            return list.isEmpty() ? "" : "SELECT * EXCLUDE (" + list + ") ";
        }));
    }

    private List<Source> tables(List<Source> sources) {
        return sources.stream()
                .filter(source -> source.table() != Scope.DERIVED && !analysis.visibleOnly.contains(source.table()))
                .toList();
    }

    private void exclude(int star, List<Source> sources, boolean qualify, Set<String> already) {
        boolean has = analysis.normalized.is(star + 1, "EXCLUDE") || analysis.normalized.is(star + 1, "EXCEPT");
        int after = analysis.token(has ? star + 1 : star).end();
        boolean brackets = has && analysis.normalized.is(star + 2, "(");
        if (brackets) {
            int open = analysis.token(star + 2).end();
            analysis.edits.add(new Edit(open, open, context -> suffixed(list(context, sources, qualify, already))));
        } else if (has) {
            int name = star + 2;
            while (analysis.normalized.is(name + 1, ".")) {
                name += 2;
            }
            int end = analysis.token(name).end();
            analysis.edits.add(
                    new Edit(after, after, context -> " (" + suffixed(list(context, sources, qualify, already))));
            analysis.insert(end, ")");
        } else {
            analysis.edits.add(new Edit(after, after, context -> {
                String list = list(context, sources, qualify, already);
                return list.isEmpty() ? "" : " EXCLUDE (" + list + ")";
            }));
        }
    }

    private static String suffixed(String list) {
        return list.isEmpty() ? "" : list + ", ";
    }

    private static String list(RenderContext context, List<Source> sources, boolean qualify, Set<String> already) {
        List<String> names = new ArrayList<>();
        for (Source source : sources) {
            Relation relation = context.relations().get(source.table());
            for (String column : relation.hiddenColumns()) {
                String qualified = source.alias() + "." + column;
                if (!already.contains(column.toLowerCase(Locale.ROOT))
                        && !already.contains(qualified.toLowerCase(Locale.ROOT))) {
                    names.add((qualify ? SqlText.name(source.alias()) + "." : "") + SqlText.name(column));
                }
            }
        }
        return String.join(", ", names);
    }
}
