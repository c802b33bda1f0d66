package io.millrace.server.lineage;

import io.millrace.kernel.BoundSelect;
import io.millrace.kernel.TargetColumn;
import io.millrace.kernel.lineage.Dependency;
import io.millrace.kernel.lineage.Derivation;
import io.millrace.kernel.state.ViewRecipe.Item;
import io.millrace.kernel.type.SqlText;
import io.millrace.kernel.view.ViewQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The columns of a materialized view: each comes from what the states come from that it is computed of. */
final class ViewLineage {
    private ViewLineage() {}

    /** @param columns those of the states */
    static List<LineageRow> of(
            ViewQuery query, BoundSelect bound, List<TargetColumn> columns, List<Dependency> dependencies) {
        List<LineageRow> rows = new ArrayList<>();
        for (int i = 0; i < query.recipe().items().size(); i++) {
            Item item = query.recipe().items().get(i);
            String text = query.texts().get(i);
            boolean key = query.recipe().keys().contains(item.name());
            List<Dependency> own = columns.stream()
                    .filter(column -> item.sql().contains(SqlText.name(column.name())))
                    .flatMap(column -> InsertLineage.of(column, dependencies))
                    .toList();
            boolean sourced = own.stream().anyMatch(one -> one.source().isPresent());
            own.stream()
                    .filter(one -> !sourced || one.source().isPresent())
                    .map(one -> key ? key(bound, one, item) : aggregate(bound, one, item, text))
                    .distinct()
                    .forEach(rows::add);
        }
        return rows;
    }

    private static LineageRow key(BoundSelect bound, Dependency one, Item item) {
        return InsertLineage.row(bound, one, Optional.of(item.name()), Optional.of(item.name() + one.place()));
    }

    /** The fields inside of a state are none of the view: its value as a whole comes from the source. */
    private static LineageRow aggregate(BoundSelect bound, Dependency one, Item item, String text) {
        Dependency written = new Dependency(one.output(), "", one.source(), Derivation.AGGREGATE, text);
        return InsertLineage.row(bound, written, Optional.of(item.name()), Optional.of(item.name()));
    }
}
