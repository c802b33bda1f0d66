package io.millrace.lake.parquet;

import io.millrace.spi.batch.Column;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields of a struct or of the table; the columns of a batch are matched to them by name. */
final class FieldNodes {
    private final List<FieldNode> nodes;
    private final Map<String, Integer> places = new HashMap<>();
    private final Column[] found;

    FieldNodes(List<FieldNode> nodes) {
        this.nodes = List.copyOf(nodes);
        this.found = new Column[nodes.size()];
        for (int i = 0; i < nodes.size(); i++) {
            places.put(nodes.get(i).field().name(), i);
        }
    }

    void write(List<Column> columns, Scope scope, Levels levels) {
        Arrays.fill(found, null);
        for (int i = 0; i < columns.size(); i++) {
            place(columns.get(i));
        }
        for (int i = 0; i < found.length; i++) {
            nodes.get(i).write(found[i], scope, levels);
        }
    }

    void collect(List<ColumnWriter> target) {
        nodes.forEach(node -> node.collect(target));
    }

    private void place(Column column) {
        Integer place = places.get(column.name());
        if (place == null) {
            if (!column.kinds().isEmpty()) {
                throw new IllegalStateException("Cannot write column: " + column.name() + " is not in the schema");
            }
            return;
        }
        if (found[place] != null) {
            throw new IllegalStateException("Cannot write column: " + column.name() + " is in the batch twice");
        }
        found[place] = column;
    }
}
