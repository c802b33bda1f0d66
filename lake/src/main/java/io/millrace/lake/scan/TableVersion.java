package io.millrace.lake.scan;

import java.time.Instant;

/** Which state of a table a query reads. */
public sealed interface TableVersion {
    /** What is committed now. */
    record Current() implements TableVersion {}

    /** The state at an instant, as far back as snapshots are kept. */
    record AsOf(Instant instant) implements TableVersion {}

    record AtSnapshot(long snapshotId) implements TableVersion {}
}
