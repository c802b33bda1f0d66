package io.millrace.kernel.lineage;

import io.millrace.kernel.BoundSelect;
import io.millrace.kernel.OutputColumn;
import io.millrace.kernel.lineage.Dependency.SourceField;
import io.millrace.kernel.relation.Relation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells which fields the columns of a query's result depend on, from its text and the schemas of its tables. */
public final class LineageFinder {
    private LineageFinder() {}

    /**
     * The dependencies in the order of the result; those that decide which rows there are come last. Where the columns of a
     * query cannot be told from its text, as with PIVOT, each depends on {@code *} of every table.
     *
     * @param relations what the tables of the query stand for, by index
     * @param aggregates the lower-case names of DuckDB's aggregate functions
     */
    public static List<Dependency> find(BoundSelect bound, List<Relation> relations, Set<String> aggregates) {
        List<String> names = bound.columns().stream().map(OutputColumn::name).toList();
        try {
            QueryRows rows = new QueryReader(bound.select().tree(), relations, aggregates).top(names);
            return rows.columns().size() == names.size() ? dependencies(bound, rows) : any(bound, relations.size());
        } catch (NotUnderstood e) {
            return any(bound, relations.size());
        }
    }

    private static List<Dependency> dependencies(BoundSelect bound, QueryRows rows) {
        Set<Dependency> found = new LinkedHashSet<>();
        for (int i = 0; i < rows.columns().size(); i++) {
            int output = i;
            String text = bound.columns().get(i).text();
            rows.columns().get(i).value().visit("", (place, ref) -> found.add(dependency(output, place, ref, text)));
        }
        rows.filters().forEach(ref -> found.add(dependency(Dependency.ALL, "", ref, "")));
        return List.copyOf(found);
    }

    private static Dependency dependency(int output, String place, Ref ref, String text) {
        String path = ref.field().map(Followed::path).orElse(text);
        return new Dependency(
                output,
                place,
                ref.field().map(field -> new SourceField(field.table(), field.path())),
                ref.kind(),
                ref.text().isEmpty() ? path : ref.text());
    }

    private static List<Dependency> any(BoundSelect bound, int tables) {
        List<Dependency> all = new ArrayList<>();
        for (int i = 0; i < bound.columns().size(); i++) {
            for (int table = 0; table < tables; table++) {
                all.add(new Dependency(
                        i,
                        "",
                        Optional.of(new SourceField(table, "*")),
                        Derivation.EXPRESSION,
                        bound.columns().get(i).text()));
            }
        }
        return all;
    }
}
