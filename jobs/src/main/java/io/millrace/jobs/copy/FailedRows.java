package io.millrace.jobs.copy;

import io.millrace.jobs.task.TaskResult.Failures;
import io.millrace.spi.batch.Column;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the rows for which expressions of a job failed, so that these have NULL instead of a result. */
final class FailedRows {
    /** What tells where a row came from and nothing of what is in it. */
    private static final Set<String> PLACES =
            Set.of("_topic", "_partition", "_offset", "_stream", "_shard", "_file_name", "_row_number");

    private final SortedMap<String, Failures> byExpression = new TreeMap<>();

    /** @param system the columns of the source, for the batch that the rows are in */
    void add(String expression, BitSet failed, List<Column> system) {
        if (failed.isEmpty()) {
            return;
        }
        Failures known = byExpression.get(expression);
        String example = known == null ? place(system, failed.nextSetBit(0)) : known.example();
        long rows = failed.cardinality() + (known == null ? 0 : known.rows());
        byExpression.put(expression, new Failures(rows, example));
    }

    SortedMap<String, Failures> byExpression() {
        return byExpression;
    }

    private static String place(List<Column> system, int row) {
        return RowJson.of(
                system.stream().filter(column -> PLACES.contains(column.name())).toList(), row);
    }
}
