package io.millrace.server.query;

import io.millrace.kernel.KernelSession;
import io.millrace.server.Result;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Rows that are computed for so long only: those that were found by then, and a note that there may be more. */
final class TimedResult implements Result.Table {
    private static final long AGAIN_MILLIS = 100;

    private final Duration most;
    private final Future<?> end;
    private final Result.Table rows;
    private boolean over;

    private TimedResult(Duration most, Future<?> end, Result.Table rows) {
        this.most = most;
        this.end = end;
        this.rows = rows;
    }

    /**
     * @param session that computes the rows
     * @param rows begins to compute them
     * @throws MillraceException CANCELLED when there is no row before the time is over
     */
    static Result.Table of(
            Duration most, ScheduledExecutorService timer, KernelSession session, Supplier<Result.Table> rows) {
        // Again and again: what does not compute yet when the time is over cannot be interrupted.
        Future<?> end =
                timer.scheduleAtFixedRate(session::interrupt, most.toMillis(), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        try {
            return new TimedResult(most, end, rows.get());
        } catch (MillraceException e) {
            end.cancel(false);
            throw e.code() == ErrorCode.CANCELLED
                    ? e.withHint("there was no row within %d seconds".formatted(most.toSeconds()))
                    : e;
        } catch (RuntimeException e) {
            end.cancel(false);
            throw e;
        }
    }

    @Override
    public List<Result.Heading> columns() {
        return rows.columns();
    }

    @Override
    public boolean next() {
        try {
            return !over && rows.next();
        } catch (MillraceException e) {
            if (e.code() != ErrorCode.CANCELLED) {
                throw e;
            }
            over = true;
            return false;
        }
    }

    @Override
    public Optional<Object> value(int column) {
        return rows.value(column);
    }

    @Override
    public String json() {
        return rows.json();
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(rows.notes());
        if (over) {
            notes.add("stopped after %d seconds: there may be more rows".formatted(most.toSeconds()));
        }
        return notes;
    }

    @Override
    public void close() {
        end.cancel(false);
        rows.close();
    }
}
