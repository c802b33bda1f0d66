package io.millrace.lake.commit;

import io.millrace.lake.LakeTable;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.Optional;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A change of a table's metadata that is planned anew from whatever the table has become, until it is made: so an unknown
 * outcome tells itself when the table is read again.
 */
final class MetadataChange {
    private static final Logger LOG = LoggerFactory.getLogger(MetadataChange.class);
    private static final int ATTEMPTS = 20;

    private MetadataChange() {}

    /**
     * @param updated empty if there is nothing to change, or no more
     * @param result of the change, once it is made
     */
    record Plan<T>(Optional<TableMetadata> updated, T result) {
        static <T> Plan<T> settled(T result) {
            return new Plan<>(Optional.empty(), result);
        }

        static <T> Plan<T> to(TableMetadata updated, T result) {
            return new Plan<>(Optional.of(updated), result);
        }
    }

    interface Planner<T> {
        Plan<T> plan(TableMetadata base);
    }

    /** @throws MillraceException COMMIT_CONFLICT, COMMIT_UNKNOWN, and what the planner throws */
    static <T> T make(LakeTable table, Planner<T> planner) {
        RuntimeException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            TableMetadata base = table.refresh().metadata();
            Plan<T> plan = planner.plan(base);
            if (plan.updated().isEmpty()) {
                return plan.result();
            }
            try {
                table.operations().commit(base, plan.updated().get());
                return plan.result();
            } catch (CommitFailedException e) {
                last = e;
            } catch (RuntimeException e) {
                LOG.warn("Outcome of a change of {} is unknown; reading the table back", table.name(), e);
                last = e;
            }
        }
        boolean refused = last instanceof CommitFailedException;
        throw new MillraceException(
                refused ? ErrorCode.COMMIT_CONFLICT : ErrorCode.COMMIT_UNKNOWN,
                "Cannot change table " + table.name() + ": " + last.getMessage(),
                last);
    }
}
