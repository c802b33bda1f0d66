package io.millrace.jobs.copy;

import io.millrace.jobs.task.TaskContext;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import java.util.List;

/** EVENT_TIME and COLUMN_TRANSFORMATIONS of a copy job, over decoded batches. */
final class RecordExpressions implements AutoCloseable {
    private Column eventTime;

    private RecordExpressions() {}

    static RecordExpressions of(CopySpec spec, TaskContext context) {
        return new RecordExpressions();
    }

    List<Column> apply(Batch decoded, Column sourceTime) {
        eventTime = sourceTime;
        return decoded.columns();
    }

    Column eventTime() {
        return eventTime;
    }

    @Override
    public void close() {}
}
