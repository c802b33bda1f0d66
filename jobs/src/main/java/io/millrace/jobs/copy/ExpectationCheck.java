package io.millrace.jobs.copy;

import io.millrace.jobs.copy.Expectation.OnViolation;
import io.millrace.jobs.task.TaskContext;
import io.millrace.kernel.BatchEvaluator;
import io.millrace.kernel.Evaluated;
import io.millrace.kernel.Expression;
import io.millrace.kernel.KernelSession;
import io.millrace.lake.schema.Values;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.BooleanVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds the rows of a copy job against its expectations, before they are written. */
final class ExpectationCheck implements AutoCloseable {
    private final List<Expectation> expectations;
    private final Optional<KernelSession> session;
    private final Optional<BatchEvaluator> evaluator;
    private final SortedMap<String, Long> violations = new TreeMap<>();

    private final FailedRows failed = new FailedRows();

    private ExpectationCheck(
            List<Expectation> expectations, Optional<KernelSession> session, Optional<BatchEvaluator> evaluator) {
        this.expectations = expectations;
        this.session = session;
        this.evaluator = evaluator;
    }

    static ExpectationCheck of(CopySpec spec, TaskContext context) {
        if (spec.expectations().isEmpty()) {
            return new ExpectationCheck(List.of(), Optional.empty(), Optional.empty());
        }
        KernelSession session = context.kernelSession();
        BatchEvaluator evaluator = BatchEvaluator.create(session, predicates(spec.expectations()));
        return new ExpectationCheck(spec.expectations(), Optional.of(session), Optional.of(evaluator));
    }

    static List<Expression> predicates(List<Expectation> expectations) {
        return expectations.stream().map(Expectation::predicate).toList();
    }

    /** Takes the rows that are rejected, each for the first expectation that it violates. */
    interface Rejected {
        void row(Expectation expectation, int row);
    }

    /**
     * The rows that are to be written.
     *
     * @param system the columns of the source, to tell where rows came from for which a predicate fails
     */
    Batch apply(Batch batch, List<Column> system, Rejected rejected) {
        if (evaluator.isEmpty()) {
            return batch;
        }
        List<Evaluated> results = evaluator.get().evaluate(batch);
        BitSet kept = new BitSet(batch.rows());
        kept.set(0, batch.rows());
        for (int i = 0; i < expectations.size(); i++) {
            Expectation expectation = expectations.get(i);
            requireBoolean(expectation, results.get(i));
            failed.add(expectation.name(), results.get(i).failed(), system);
            BitSet violating = violating(results.get(i));
            violations.merge(expectation.name(), (long) violating.cardinality(), Long::sum);
            if (expectation.onViolation() == OnViolation.REJECT) {
                violating.and(kept);
                violating.stream().forEach(row -> rejected.row(expectation, row));
            }
            if (expectation.onViolation() != OnViolation.WARN) {
                kept.andNot(violating);
            }
        }
        return kept.cardinality() == batch.rows() ? batch : Values.keep(batch, kept);
    }

    /** How many rows violated each expectation so far. */
    SortedMap<String, Long> violations() {
        return violations;
    }

    /** The rows so far for which a predicate failed; they are fine, as with NULL. */
    FailedRows failed() {
        return failed;
    }

    @Override
    public void close() {
        session.ifPresent(KernelSession::close);
    }

    private static void requireBoolean(Expectation expectation, Evaluated result) {
        for (Kind kind : result.column().kinds()) {
            if (kind != Kind.BOOLEAN) {
                throw new MillraceException(
                                ErrorCode.TYPE_MISMATCH,
                                expectation.place(),
                                "Cannot expect what is not true or false: %s gives %s"
                                        .formatted(expectation.sql(), kind))
                        .withHint("compare it with something");
            }
        }
    }

    private static BitSet violating(Evaluated result) {
        BitSet rows = new BitSet();
        BooleanVector truths = result.column().booleans();
        for (int i = 0; i < truths.size(); i++) {
            if (!truths.values()[i]) {
                rows.set(truths.slots()[i]);
            }
        }
        return rows;
    }
}
