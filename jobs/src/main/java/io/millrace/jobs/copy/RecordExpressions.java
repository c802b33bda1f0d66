package io.millrace.jobs.copy;

import io.millrace.jobs.task.TaskContext;
import io.millrace.kernel.BatchEvaluator;
import io.millrace.kernel.Evaluated;
import io.millrace.kernel.Expression;
import io.millrace.kernel.KernelSession;
import io.millrace.lake.SystemColumns;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.option.OptionValue.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** EVENT_TIME and COLUMN_TRANSFORMATIONS of a copy job, over decoded batches. */
final class RecordExpressions implements AutoCloseable {
    private static final long DAY_MICROS = 86_400_000_000L;

    private final List<Assignment> transformations;
    private final boolean hasEventTime;
    private final Optional<KernelSession> session;
    private final Optional<BatchEvaluator> evaluator;
    private final FailedRows failed = new FailedRows();
    private Column eventTime = new Column(SystemColumns.EVENT_TIME);

    private RecordExpressions(
            List<Assignment> transformations,
            boolean hasEventTime,
            Optional<KernelSession> session,
            Optional<BatchEvaluator> evaluator) {
        this.transformations = transformations;
        this.hasEventTime = hasEventTime;
        this.session = session;
        this.evaluator = evaluator;
    }

    static RecordExpressions of(CopySpec spec, TaskContext context) {
        List<Expression> expressions = expressions(spec);
        boolean hasEventTime = !spec.eventTime().isEmpty();
        if (expressions.isEmpty()) {
            return new RecordExpressions(List.of(), false, Optional.empty(), Optional.empty());
        }
        KernelSession session = context.kernelSession();
        BatchEvaluator evaluator = BatchEvaluator.create(session, expressions);
        return new RecordExpressions(
                spec.transformations(), hasEventTime, Optional.of(session), Optional.of(evaluator));
    }

    /** The expressions of a job, EVENT_TIME last. */
    static List<Expression> expressions(CopySpec spec) {
        List<Expression> expressions = new ArrayList<>();
        for (Assignment assignment : spec.transformations()) {
            expressions.add(new Expression(assignment.path(), assignment.sql(), assignment.location()));
        }
        if (!spec.eventTime().isEmpty()) {
            expressions.add(new Expression(SystemColumns.EVENT_TIME, spec.eventTime(), spec.eventTimePlace()));
        }
        return expressions;
    }

    /**
     * The columns to store: those of the batch, replaced and added to; see {@link #eventTime} for the time.
     *
     * @param system the columns of the source, to tell where rows came from for which an expression fails
     */
    List<Column> apply(Batch decoded, Column sourceTime, List<Column> system) {
        eventTime = sourceTime;
        if (evaluator.isEmpty()) {
            return decoded.columns();
        }

        List<Evaluated> results = evaluator.get().evaluate(decoded);
        List<Column> columns = decoded.columns();
        for (int i = 0; i < transformations.size(); i++) {
            failed.add(transformations.get(i).path(), results.get(i).failed(), system);
            columns = FieldPath.parse(transformations.get(i).path())
                    .replace(columns, results.get(i).column());
        }
        if (hasEventTime) {
            Evaluated times = results.get(results.size() - 1);
            failed.add("EVENT_TIME", times.failed(), system);
            eventTime = orSourceTime(times.column(), sourceTime, decoded.rows());
        }
        return columns;
    }

    /** When each row's event happened. */
    Column eventTime() {
        return eventTime;
    }

    /** The rows so far for which an expression failed. */
    FailedRows failed() {
        return failed;
    }

    @Override
    public void close() {
        session.ifPresent(KernelSession::close);
    }

    /** The computed times; where there is none, the source's own. */
    private static Column orSourceTime(Column computed, Column sourceTime, int rows) {
        LongVector source = sourceTime.longs(Kind.TIMESTAMP);
        Column merged = new Column(SystemColumns.EVENT_TIME);
        LongVector times = merged.longs(Kind.TIMESTAMP);
        int instant = 0;
        int local = 0;
        int date = 0;
        LongVector instants = computed.longs(Kind.TIMESTAMP);
        LongVector locals = computed.longs(Kind.TIMESTAMP_NTZ);
        LongVector dates = computed.longs(Kind.DATE);
        for (int row = 0; row < rows; row++) {
            if (isAt(instants, instant, row)) {
                times.append(row, instants.values()[instant++]);
            } else if (isAt(locals, local, row)) {
                times.append(row, locals.values()[local++]);
            } else if (isAt(dates, date, row)) {
                times.append(row, dates.values()[date++] * DAY_MICROS);
            } else {
                times.append(row, source.values()[row]);
            }
        }
        return merged;
    }

    private static boolean isAt(LongVector vector, int index, int row) {
        return index < vector.size() && vector.slots()[index] == row;
    }
}
