package io.millrace.jobs.insert;

import io.millrace.kernel.BoundSelect;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.lake.LakeTable;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;

/** Checks the names and types of a query before a run; until the job has run once, a column that is missing may be discovered. */
final class NameCheck {
    private final InsertSpec spec;
    private final AnalyzedSelect select;
    private final LakeTable target;
    private final KernelSession session;
    private final JoinedViews views;
    private boolean bound;

    NameCheck(InsertSpec spec, AnalyzedSelect select, LakeTable target, KernelSession session, JoinedViews views) {
        this.spec = spec;
        this.select = select;
        this.target = target;
        this.session = session;
        this.views = views;
    }

    /** The job has run before. */
    void bound() {
        bound = true;
    }

    /** @param complete whether nothing more will be discovered */
    void check(boolean complete) {
        try {
            BoundSelect found = session.bind(select, views::empty);
            ColumnMapping.project(spec, found, target.schema());
            bound = true;
        } catch (MillraceException e) {
            if (e.code() != ErrorCode.COLUMN_NOT_FOUND || bound || complete) {
                throw e;
            }
            throw new MillraceException(
                    ErrorCode.SOURCE_UNAVAILABLE, "Waiting for a column to be discovered: " + e.describe(), e);
        }
    }
}
