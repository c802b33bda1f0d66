package io.millrace.jobs.insert;

import io.millrace.lake.SystemColumns;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import java.util.ArrayList;
import java.util.List;

/** Gives the rows of a run the time of its commit. */
final class CommitTimes {
    private final long micros;
    private final Column column = new Column(SystemColumns.COMMIT_TIME);

    CommitTimes(long micros) {
        this.micros = micros;
    }

    Batch addTo(Batch batch) {
        column.clear();
        LongVector times = column.longs(Kind.TIMESTAMP);
        for (int row = 0; row < batch.rows(); row++) {
            times.append(row, micros);
        }
        List<Column> columns = new ArrayList<>(batch.columns());
        columns.add(column);
        return new Batch(batch.rows(), columns);
    }
}
