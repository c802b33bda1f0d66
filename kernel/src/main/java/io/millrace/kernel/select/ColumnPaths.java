package io.millrace.kernel.select;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Columns as the text names them: catalogs and schemas in front of them are left out. */
final class ColumnPaths {
    private final Analysis analysis;

    ColumnPaths(Analysis analysis) {
        this.analysis = analysis;
    }

    void column(JsonNode node, Scope scope) {
        List<String> names = Ast.names(node);
        if (!Ast.isPlaced(node) || scope.isParameter(names.get(0))) {
            return;
        }
        analysis.columnRefs.add(node);
        int qualifiers = scope.qualifiers(names);
        if (qualifiers > 0) {
            int first = analysis.tokenAt(Ast.location(node));
            analysis.replace(
                    analysis.token(first).start(),
                    analysis.token(first + 2 * qualifiers).start(),
                    "");
        }
    }
}
