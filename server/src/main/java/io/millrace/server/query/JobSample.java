package io.millrace.server.query;

import io.millrace.jobs.insert.ColumnMapping;
import io.millrace.jobs.insert.InsertSpec;
import io.millrace.jobs.insert.TableVersions;
import io.millrace.jobs.insert.ViewStates;
import io.millrace.jobs.task.TaskRelation;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.Projection;
import io.millrace.kernel.RelationLookup;
import io.millrace.kernel.Rows;
import io.millrace.kernel.relation.NestedNames;
import io.millrace.kernel.relation.Relation;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.RunTimes;
import io.millrace.kernel.select.TableUse;
import io.millrace.lake.LakeTable;
import io.millrace.lake.scan.ScanPlanner;
import io.millrace.lake.scan.ScannedFile;
import io.millrace.lake.scan.TableScan;
import io.millrace.lake.storage.FileCache;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.iceberg.Schema;

/**
 * The rows that an insert job would write, computed from the newest files of the tables that it follows: so many that they
 * hold {@link #MOST_ROWS} rows, or one. Tables that it looks things up in are read whole, as joins would miss rows otherwise.
 */
final class JobSample {
    /** Of one table, but for a single file that has more. */
    static final long MOST_ROWS = 100_000;

    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");
    private static final RunTimes ALWAYS = new RunTimes(Instant.EPOCH, LAST);
    private static final long END = LAST.getEpochSecond() * 1_000_000;

    private final KernelSession session;
    private final FileCache.Lease lease;
    private final Function<TableUse, LakeTable> tables;
    private final List<String> notes = new ArrayList<>();
    private long first = END - 1;

    JobSample(KernelSession session, FileCache.Lease lease, Function<TableUse, LakeTable> tables) {
        this.session = session;
        this.lease = lease;
        this.tables = tables;
    }

    /** @throws io.millrace.spi.error.MillraceException what the job would fail with */
    Rows rows(InsertSpec spec, Schema target) {
        AnalyzedSelect select = session.analyze(spec.text(), spec.defaults());
        Map<Integer, Relation> relations = new TreeMap<>();
        for (TableUse use : select.tables()) {
            if (ViewStates.recipe(tables.apply(use)).isEmpty()) {
                relations.put(use.index(), relation(use));
            }
        }
        for (TableUse use : select.tables()) {
            LakeTable table = tables.apply(use);
            ViewStates.recipe(table)
                    .map(recipe -> ViewStates.versions(table, recipe, first, END, session))
                    .ifPresent(states -> relations.put(use.index(), states.relation(lease)));
        }
        RelationLookup lookup = use -> relations.get(use.index());
        Projection projection = ColumnMapping.project(spec, session.bind(select, lookup), target);
        return session.rows(projection, lookup, ALWAYS);
    }

    /** What was left out. */
    List<String> notes() {
        return notes;
    }

    private Relation relation(TableUse use) {
        LakeTable table = tables.apply(use);
        NestedNames.requireStable(table.iceberg().schemas().values());
        TableScan scan = ScanPlanner.plan(table, TableVersions.of(use));
        List<ScannedFile> files = use.filter().isPresent() ? newest(scan) : scan.files();
        if (use.filter().isPresent()) {
            first = files.stream().mapToLong(ScannedFile::firstCommitMicros).reduce(first, Math::min);
        }
        if (files.size() < scan.files().size()) {
            notes.add("computed from %s of %s: the newest %s of %,d"
                    .formatted(
                            Units.count(
                                    files.stream()
                                            .mapToLong(ScannedFile::records)
                                            .sum(),
                                    "row"),
                            table.name(),
                            Units.count(files.size(), "file"),
                            scan.files().size()));
        }
        return new TaskRelation(scan.schema(), files, table.io()).relation(lease);
    }

    private static List<ScannedFile> newest(TableScan scan) {
        List<ScannedFile> sorted = new ArrayList<>(scan.files());
        sorted.sort(Comparator.comparingLong(ScannedFile::lastCommitMicros).reversed());
        Set<ScannedFile> chosen = new HashSet<>();
        long rows = 0;
        for (ScannedFile file : sorted) {
            if (!chosen.isEmpty() && rows + file.records() > MOST_ROWS) {
                break;
            }
            rows += file.records();
            chosen.add(file);
        }
        return scan.files().stream().filter(chosen::contains).toList();
    }
}
