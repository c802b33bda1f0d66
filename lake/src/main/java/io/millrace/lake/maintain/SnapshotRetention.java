package io.millrace.lake.maintain;

import io.millrace.lake.LakeTable;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.util.PropertyUtil;

/**
 * Keeps the number of snapshots bounded, so that a commit costs the same after a day as after a minute. The data is not
 * touched: what expires is the way back to older states.
 */
public final class SnapshotRetention {
    /** The table property with the number of snapshots to keep for time travel. */
    public static final String KEEP = "millrace.snapshots-to-keep";

    private static final int KEEP_DEFAULT = 100;
    private static final int SLACK = 50;

    private SnapshotRetention() {}

    /** Expires the oldest snapshots when there are clearly more than are to be kept; returns how many went. */
    public static int apply(LakeTable table) {
        TableMetadata metadata = table.refresh().metadata();
        int keep = PropertyUtil.propertyAsInt(metadata.properties(), KEEP, KEEP_DEFAULT);
        int before = metadata.snapshots().size();
        if (before <= keep + SLACK) {
            return 0;
        }
        table.iceberg()
                .expireSnapshots()
                .expireOlderThan(Long.MAX_VALUE)
                .retainLast(keep)
                .commit();
        return before - table.refresh().metadata().snapshots().size();
    }
}
