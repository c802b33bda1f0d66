package io.millrace.kernel.select;

import static java.util.Objects.requireNonNull;

/** Where a table is looked for whose name says less than everything. */
public record NameDefaults(String catalog, String schema) {
    /** For a query over what is given by other means than names. */
    public static final NameDefaults NONE = new NameDefaults("", "");

    public NameDefaults {
        requireNonNull(catalog, "catalog is null");
        requireNonNull(schema, "schema is null");
    }
}
