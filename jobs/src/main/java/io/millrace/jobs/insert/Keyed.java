package io.millrace.jobs.insert;

import static java.util.Objects.requireNonNull;

import io.millrace.kernel.BoundSelect;
import io.millrace.kernel.KernelSession;
import io.millrace.lake.keys.PrimaryKey;
import io.millrace.spi.error.SourceLocation;
import java.io.Serializable;

/**
 * How the rows of a job replace those of its target.
 *
 * @param key by which columns; {@link PrimaryKey#NONE} if rows are added
 * @param source the name under which {@code deleteWhen} knows the rows
 * @param deleteWhen a condition over the rows of the query; those that fulfil it delete what they would replace. Empty text
 *     for none
 * @param location of the condition
 */
public record Keyed(PrimaryKey key, String source, String deleteWhen, SourceLocation location) implements Serializable {
    public Keyed {
        requireNonNull(key, "key is null");
        requireNonNull(source, "source is null");
        requireNonNull(deleteWhen, "deleteWhen is null");
        requireNonNull(location, "location is null");
    }

    /** The rows replace those with the same key. */
    public static Keyed by(PrimaryKey key, SourceLocation location) {
        return new Keyed(key, "", "", location);
    }

    /** The same, with rows that delete. */
    Keyed deleting(String condition) {
        return new Keyed(key, "", condition, location);
    }

    /** Whether they replace any. */
    public boolean replaces() {
        return key.exists();
    }

    /** Throws what is wrong with {@link #deleteWhen}. */
    public void check(BoundSelect bound, KernelSession session) {
        if (deletes()) {
            KeyedRows.condition(this, bound, session);
        }
    }

    /** Whether some delete. */
    public boolean deletes() {
        return !deleteWhen.isEmpty();
    }
}
