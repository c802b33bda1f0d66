package io.millrace.jobs.insert;

import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.WindowUse;
import io.millrace.kernel.select.WindowUse.GroupKey;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.tree.JobBody.Insert;
import io.millrace.sql.tree.JobBody.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.iceberg.Schema;

/**
 * Where a job keeps its windows apart in its target.
 *
 * @param keys the columns of the target that hold what the query groups by beside windows
 * @param start the column that holds {@code window_start}
 * @param end the column that holds {@code window_end}; empty text if none does
 */
public record WindowColumns(List<String> keys, String start, String end) {
    public WindowColumns {
        keys = List.copyOf(keys);
    }

    /** @throws MillraceException INVALID_QUERY for what the query groups by and does not select */
    public static WindowColumns of(Insert body, AnalyzedSelect select, Schema target) {
        WindowUse use = select.window().orElseThrow();
        List<String> keys = new ArrayList<>();
        for (GroupKey key : use.keys()) {
            keys.add(column(body, select, target, key.item().orElseThrow(() -> unselected(use, key.text()))));
        }
        OptionalInt end = use.end();
        if (use.window().merges() && end.isEmpty()) {
            throw unselected(use, "window_end");
        }
        return new WindowColumns(
                keys,
                column(body, select, target, use.start().orElseThrow(() -> unselected(use, "window_start"))),
                end.isPresent() ? column(body, select, target, end.getAsInt()) : "");
    }

    private static MillraceException unselected(WindowUse use, String what) {
        return new MillraceException(
                        ErrorCode.INVALID_QUERY,
                        use.location(),
                        "Cannot tell the windows of a job apart whose query does not select: " + what)
                .withHint("add " + what + " to the SELECT, by itself");
    }

    private static String column(Insert body, AnalyzedSelect select, Schema target, int item) {
        if (body.mapping() instanceof Mapping.ByName) {
            return ColumnMapping.named(select.items().get(item).name().orElse(""), target);
        }
        List<String> names = body.columns().isEmpty()
                ? ColumnMapping.names(target)
                : body.columns().stream().map(ColumnMapping::name).toList();
        return item < names.size() ? ColumnMapping.named(names.get(item), target) : "";
    }
}
