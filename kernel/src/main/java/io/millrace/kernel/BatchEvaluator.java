package io.millrace.kernel;

import io.millrace.kernel.arrow.BatchWriter;
import io.millrace.kernel.arrow.Merge;
import io.millrace.kernel.select.NameDefaults;
import io.millrace.kernel.type.SqlText;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.StructVector;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Evaluates expressions over the columns of batches, as COPY jobs do.
 *
 * <p>What a row gives depends on that row alone, never on its neighbours:
 *
 * <ul>
 *   <li>A path such as {@code customer.email} leads through structs. A column or field that the batch does not have, or
 *       that is no struct where it should be one, is NULL.
 *   <li>A column of several kinds is evaluated kind by kind: each row's value with its own type. Where the expression
 *       does not take that type, the value's text is tried instead: {@code MD5(email)} works for an email that is a
 *       number. So the results may be of several kinds too.
 *   <li>A row for which neither works, or that fails while it is computed, has no value and is reported; so has one for
 *       whose value the kernel's memory is too small.
 *   <li>Inside an array, or a struct that is used whole, a field of several kinds is text, nested values as JSON.
 * </ul>
 *
 * <p>Used by the thread of its session.
 */
public final class BatchEvaluator {
    private static final String STREAM = "millrace:batch";

    private final KernelSession session;
    private final Engine engine;
    private final List<ExpressionPlan> plans;

    private BatchEvaluator(KernelSession session, List<ExpressionPlan> plans) {
        this.session = session;
        this.engine = session.engine();
        this.plans = plans;
    }

    /**
     * Prepares expressions.
     *
     * @throws io.millrace.spi.error.MillraceException with the place: SYNTAX_ERROR, FUNCTION_NOT_FOUND, INVALID_QUERY for
     *     what is no expression over one record
     */
    public static BatchEvaluator create(KernelSession session, List<Expression> expressions) {
        List<ExpressionPlan> plans = new ArrayList<>();
        for (Expression expression : expressions) {
            plans.add(ExpressionPlan.create(session, expression, NameDefaults.NONE));
        }
        return new BatchEvaluator(session, List.copyOf(plans));
    }

    /**
     * The results of each expression, in their order; valid until the next call. The batch is not changed. An open cursor
     * of the session is closed.
     *
     * @throws io.millrace.spi.error.MillraceException CANCELLED, MEMORY_EXHAUSTED
     */
    public List<Evaluated> evaluate(Batch batch) {
        session.closeCursor();
        List<PlannedBatch> planned =
                plans.stream().map(plan -> plan.over(batch)).toList();
        try {
            return run(planned, batch.rows());
        } catch (EngineException e) {
            requireOfQuery(e);
        }
        return planned.stream().map(plan -> alone(plan, batch.rows())).toList();
    }

    /** An expression whose failures cannot be caught row by row must not spoil the others. */
    private Evaluated alone(PlannedBatch plan, int rows) {
        try {
            return run(List.of(plan), rows).get(0);
        } catch (EngineException e) {
            requireOfQuery(e);
            return new Evaluated(new Column(plan.name()), plan.candidates());
        }
    }

    private static void requireOfQuery(EngineException e) {
        if (!e.error().isOfQuery()) {
            throw Failures.of(e.error(), e);
        }
    }

    private List<Evaluated> run(List<PlannedBatch> planned, int rows) {
        List<Evaluated> results = new ArrayList<>();
        if (rows == 0) {
            planned.forEach(plan -> results.add(new Evaluated(new Column(plan.name()), new BitSet())));
            return results;
        }
        BatchWriter writer = new BatchWriter(engine.allocator(), rows);
        for (int i = 0; i < planned.size(); i++) {
            planned.get(i).write(writer, prefix(i));
        }
        // A batch needs a column to have rows; an expression may have no input.
        writer.add("millrace:row", new int[rows]);
        engine.withStream(STREAM, writer.finish(), stream -> results.addAll(select(planned, stream, rows)));
        return results;
    }

    private List<Evaluated> select(List<PlannedBatch> planned, String stream, int rows) {
        VariantBinder binder = new VariantBinder(engine, stream);
        List<List<ResultItem>> items = new ArrayList<>();
        List<ResultItem> all = new ArrayList<>();
        for (int i = 0; i < planned.size(); i++) {
            List<ResultItem> own = planned.get(i).items(binder, prefix(i));
            items.add(own);
            all.addAll(own);
        }
        IdentityHashMap<ResultItem, Column> columns =
                all.isEmpty() ? new IdentityHashMap<>() : fetch(all, stream, rows);
        List<Evaluated> results = new ArrayList<>();
        for (int i = 0; i < planned.size(); i++) {
            results.add(collect(planned.get(i), items.get(i), columns));
        }
        return results;
    }

    private IdentityHashMap<ResultItem, Column> fetch(List<ResultItem> items, String stream, int rows) {
        StringBuilder sql = new StringBuilder("SELECT ");
        items.forEach(item -> sql.append(item.sql()).append(", "));
        sql.setLength(sql.length() - 2);
        sql.append(" FROM ").append(SqlText.name(stream));
        try (BatchCursor cursor = engine.streamAtOnce(
                sql.toString(), items.stream().map(ResultItem::field).toList(), rows)) {
            Batch result = cursor.next().orElseThrow();
            if (result.rows() != rows) {
                throw new IllegalStateException("%d results for %d rows".formatted(result.rows(), rows));
            }
            IdentityHashMap<ResultItem, Column> columns = new IdentityHashMap<>();
            for (int i = 0; i < items.size(); i++) {
                columns.put(items.get(i), result.columns().get(i));
            }
            return columns;
        }
    }

    /** Takes the values out of the structs they are wrapped in; a row without a struct has failed. */
    private static Evaluated collect(
            PlannedBatch plan, List<ResultItem> items, IdentityHashMap<ResultItem, Column> columns) {
        List<Column> values = new ArrayList<>();
        BitSet failed = plan.candidates();
        for (ResultItem item : items) {
            StructVector structs = columns.get(item).structs();
            for (int i = 0; i < structs.size(); i++) {
                failed.clear(structs.slots()[i]);
            }
            if (!structs.fields().isEmpty()) {
                values.add(structs.fields().get(0));
            }
        }
        return new Evaluated(Merge.columns(plan.name(), values), failed);
    }

    private static String prefix(int expression) {
        return "x" + expression + ":";
    }
}
