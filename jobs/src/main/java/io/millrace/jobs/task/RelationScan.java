package io.millrace.jobs.task;

import io.millrace.kernel.BatchCursor;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.Projection;
import io.millrace.kernel.RelationLookup;
import io.millrace.kernel.relation.Relation;
import io.millrace.kernel.select.NameDefaults;
import io.millrace.kernel.select.RunTimes;
import io.millrace.kernel.select.SelectText;
import io.millrace.lake.storage.FileCache;
import io.millrace.spi.error.SourceLocation;

/** The rows of a query of our own over one relation; its files are kept local until this is closed. */
public final class RelationScan implements AutoCloseable {

    private final FileCache.Lease lease;
    private final KernelSession session;
    private final BatchCursor cursor;

    private RelationScan(FileCache.Lease lease, KernelSession session, BatchCursor cursor) {
        this.lease = lease;
        this.session = session;
        this.cursor = cursor;
    }

    /**
     * @param purpose names the place in errors
     * @param sql in which every table stands for the relation
     */
    public static RelationScan open(TaskRelation relation, String purpose, String sql, TaskContext context) {
        FileCache.Lease lease = context.files().lease();
        try {
            return open(
                    relation.relation(lease), new SelectText(sql, new SourceLocation(purpose, 1, 1)), lease, context);
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    private static RelationScan open(Relation files, SelectText text, FileCache.Lease lease, TaskContext context) {
        RelationLookup lookup = table -> files;
        KernelSession session = context.kernelSession();
        try {
            Projection projection = Projection.stored(session.bind(session.analyze(text, NameDefaults.NONE), lookup));
            return new RelationScan(lease, session, session.stream(projection, lookup, RunTimes.NONE));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    public BatchCursor cursor() {
        return cursor;
    }

    @Override
    public void close() {
        try (lease;
                session) {
            cursor.close();
        }
    }
}
