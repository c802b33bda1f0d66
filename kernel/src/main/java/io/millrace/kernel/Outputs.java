package io.millrace.kernel;

import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.SelectItem;
import io.millrace.kernel.type.DuckType.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the item of the SELECT list that each result column came from. */
final class Outputs {
    private Outputs() {}

    static List<OutputColumn> of(AnalyzedSelect select, List<Field> fields) {
        List<OutputColumn> columns = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            columns.add(column(select, fields, i));
        }
        return columns;
    }

    private static OutputColumn column(AnalyzedSelect select, List<Field> fields, int index) {
        Field field = fields.get(index);
        Optional<SelectItem> item = item(select.items(), fields.size(), index);
        if (item.isPresent() && !item.get().star()) {
            SelectItem found = item.get();
            boolean named = found.name().isPresent();
            boolean ours = !named && select.source().rewriting().isPresent();
            return new OutputColumn(
                    ours ? found.text() : field.name(), named, field.type(), found.text(), found.location());
        }
        return new OutputColumn(
                field.name(),
                true,
                field.type(),
                field.name(),
                item.map(SelectItem::location).orElse(select.source().origin()));
    }

    /** Counts from the front up to the first star and from the back up to the last one; between them it is a star. */
    private static Optional<SelectItem> item(List<SelectItem> items, int outputs, int index) {
        int first = 0;
        while (first < items.size() && !items.get(first).star()) {
            first++;
        }
        int last = items.size();
        while (last > first && !items.get(last - 1).star()) {
            last--;
        }
        if (index < first) {
            return Optional.of(items.get(index));
        }
        int fromBack = outputs - index;
        if (fromBack <= items.size() - last) {
            return Optional.of(items.get(items.size() - fromBack));
        }
        return first < items.size() ? Optional.of(items.get(first)) : Optional.empty();
    }
}
