package io.millrace.server.query;

import io.millrace.lake.LakeTable;
import io.millrace.lake.scan.ScannedFile;
import io.millrace.lake.scan.TableScan;
import io.millrace.lake.storage.LakeFileIO;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;

/** Says what is read of a table, and what is left out. */
public final class InputText {
    private static final String OF_NOTHING = "0";

    private InputText() {}

    /**
     * A line for each thing to be said.
     *
     * @param how the part of the table that is read, such as {@code whole table}
     * @param pruned by what other files are left out
     */
    public static List<String> lines(LakeTable table, TableScan scan, String how, String pruned) {
        Snapshot snapshot = table.metadata().currentSnapshot();
        Map<String, String> totals = snapshot == null ? Map.of() : snapshot.summary();
        long files = number(totals, SnapshotSummary.TOTAL_DATA_FILES_PROP);
        long skipped = Math.max(0, files - scan.files().size());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("range", how));
        rows.add(List.of(
                "snapshot",
                snapshot == null
                        ? "none: the table is empty"
                        : snapshot.snapshotId() + " of " + Units.time(snapshot.timestampMillis() * 1000) + " UTC"));
        rows.add(List.of(
                "files",
                "%s of %,d".formatted(Units.count(scan.files().size(), "file"), files)
                        + (skipped == 0 ? "" : "; %,d skipped by %s".formatted(skipped, pruned))));
        rows.add(List.of(
                "size",
                Units.bytes(scan.bytes())
                        + " of "
                        + Units.bytes(Math.max(scan.bytes(), number(totals, SnapshotSummary.TOTAL_FILE_SIZE_PROP)))));
        rows.add(List.of(
                "rows",
                "%s of %,d"
                        .formatted(
                                Units.count(scan.records(), "row"),
                                Math.max(scan.records(), number(totals, SnapshotSummary.TOTAL_RECORDS_PROP)))));
        List<String> lines = new ArrayList<>(List.of(table.name().toString()));
        TextBlock.aligned(rows).forEach(line -> lines.add("  " + line));
        return lines;
    }

    /** Whether a file has to be fetched before it can be read. */
    static boolean isRemote(ScannedFile file) {
        return !LakeFileIO.isLocal(file.location());
    }

    private static long number(Map<String, String> totals, String name) {
        return Long.parseLong(totals.getOrDefault(name, OF_NOTHING));
    }
}
