package io.millrace.kernel.select;

import static java.util.Objects.requireNonNull;

/**
 * What a query means where it does not say everything.
 *
 * @param catalog where a table is looked for
 * @param schema where a table is looked for
 * @param time by which its runs read
 */
public record NameDefaults(String catalog, String schema, TimeColumn time) {
    /** For a query over what is given by other means than names. */
    public static final NameDefaults NONE = new NameDefaults("", "");

    public NameDefaults {
        requireNonNull(catalog, "catalog is null");
        requireNonNull(schema, "schema is null");
        requireNonNull(time, "time is null");
    }

    /** For queries that read by commit time, if they are those of runs at all. */
    public NameDefaults(String catalog, String schema) {
        this(catalog, schema, TimeColumn.COMMIT_TIME);
    }

    /** The same for runs that read by another time. */
    public NameDefaults by(TimeColumn other) {
        return new NameDefaults(catalog, schema, other);
    }
}
