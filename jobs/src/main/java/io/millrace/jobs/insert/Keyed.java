package io.millrace.jobs.insert;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.insert.MergeRules.Rule;
import io.millrace.kernel.BoundSelect;
import io.millrace.kernel.KernelSession;
import io.millrace.lake.keys.PrimaryKey;
import io.millrace.spi.error.SourceLocation;
import io.millrace.sql.tree.JobBody.When.Effect;
import io.millrace.sql.tree.SqlText;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;

/**
 * How the rows of a job replace those of its target.
 *
 * @param key by which columns; {@link PrimaryKey#NONE} if rows are added
 * @param merge what MERGE says of rows; {@link MergeRules#NONE} of a job that inserts
 */
public record Keyed(PrimaryKey key, MergeRules merge) implements Serializable {
    /** Rows are added. */
    public static final Keyed NONE = by(PrimaryKey.NONE);

    public Keyed {
        requireNonNull(key, "key is null");
        requireNonNull(merge, "merge is null");
    }

    /** The rows replace those with the same key. */
    public static Keyed by(PrimaryKey key) {
        return new Keyed(key, MergeRules.NONE);
    }

    /**
     * The same where rows delete for which a column of the query is TRUE.
     *
     * @param place of the query
     */
    Keyed deleting(String column, SourceLocation place) {
        SqlText all = SqlText.of("", place);
        List<Rule> rules = List.of(
                new Rule(Effect.DELETE, SqlText.of(column, place)),
                new Rule(Effect.REPLACE, all),
                new Rule(Effect.INSERT, all));
        return new Keyed(key, new MergeRules("", MergeRules.NONE.source(), Map.of(), rules));
    }

    /** Whether they replace any. */
    public boolean replaces() {
        return key.exists();
    }

    /** Whether a run has to know the rows that it may replace, and so has to begin behind the commit of the one before. */
    public boolean readsTarget() {
        return replaces() && merge.needsTarget();
    }

    /**
     * Throws what is wrong with the conditions.
     *
     * @param bound the query as it is run
     */
    public void check(InsertSpec spec, BoundSelect bound, Schema target, KernelSession session) {
        if (readsTarget()) {
            new MergeConditions(spec, bound, target, session).check();
        } else {
            for (int i = 0; i < merge.conditions().size(); i++) {
                KeyedRows.condition(spec, i, bound, session);
            }
        }
    }
}
