package io.millrace.spi.decode;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * What holds for a decoder of any format.
 *
 * @param excludedColumns globs over field paths, such as {@code pii_*} or {@code customer.email}, case-insensitive:
 *     neither read nor created
 * @param reservedNames names of system columns in lower case: a top-level field of such a name gets a trailing
 *     underscore
 * @param maxColumns leaf columns at most; fields beyond go into the column {@code _other} of their object, as JSON
 * @param maxDepth nesting at most; deeper records are rejected
 * @param maxRecordBytes larger records are rejected
 * @param batchRows rows of a batch at most
 * @param batchBytes about how many bytes of payload a batch takes at most
 * @param inferTimestamps whether text in ISO-8601 becomes TIMESTAMP
 */
public record DecodeSettings(
        List<String> excludedColumns,
        Set<String> reservedNames,
        int maxColumns,
        int maxDepth,
        int maxRecordBytes,
        int batchRows,
        int batchBytes,
        boolean inferTimestamps)
        implements Serializable {
    /** The column of an object that takes the fields beyond MAX_COLUMNS. */
    public static final String OVERFLOW_COLUMN = "_other";

    public static final DecodeSettings DEFAULT =
            new DecodeSettings(List.of(), Set.of(), 2000, 200, 64 << 20, 16_384, 16 << 20, false);

    public DecodeSettings {
        excludedColumns = List.copyOf(excludedColumns);
        reservedNames = Set.copyOf(reservedNames);
    }
}
