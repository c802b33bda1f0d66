package io.millrace.server;

import io.millrace.jobs.insert.ColumnMapping;
import io.millrace.jobs.insert.InsertPlanner;
import io.millrace.jobs.insert.InsertPlanner.Outlook;
import io.millrace.jobs.insert.InsertSpec;
import io.millrace.jobs.insert.ViewStates;
import io.millrace.kernel.BoundSelect;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.OutputColumn;
import io.millrace.kernel.Projection;
import io.millrace.kernel.RelationLookup;
import io.millrace.kernel.TargetColumn;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.RunTimes;
import io.millrace.kernel.select.TableUse;
import io.millrace.kernel.type.IcebergTypes;
import io.millrace.lake.LakeTable;
import io.millrace.lake.keys.PrimaryKey;
import io.millrace.lake.scan.ScannedFile;
import io.millrace.lake.scan.StateFiles;
import io.millrace.lake.scan.TableScan;
import io.millrace.server.define.InsertSpecs;
import io.millrace.server.define.JobDefinition;
import io.millrace.server.define.Names;
import io.millrace.server.query.InputText;
import io.millrace.server.query.SqlLines;
import io.millrace.server.query.SqlTypes;
import io.millrace.server.query.TextBlock;
import io.millrace.server.query.Units;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.Position;
import io.millrace.sql.option.JobOptions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says what an insert job would do next. */
final class InsertExplain {
    private final CatalogRegistry catalogs;
    private final KernelSession session;
    private final TextBlock block;

    InsertExplain(CatalogRegistry catalogs, KernelSession session, TextBlock block) {
        this.catalogs = catalogs;
        this.session = session;
        this.block = block;
    }

    /** @param position that the job has committed, if it ever did */
    void say(JobDefinition job, InsertPlanner planner, Optional<Position> position) {
        InsertSpec spec = InsertSpecs.of("explain", job.name(), job.statement(), job.options(), session);
        AnalyzedSelect select = session.analyze(spec.text(), spec.defaults());
        block.say("runs", "every " + Units.duration(job.options().get(JobOptions.RUN_INTERVAL)) + how(job, select));
        select.window()
                .ifPresent(use -> block.say(
                        "windows",
                        use.text(),
                        "late by up to " + Units.duration(job.options().get(JobOptions.ALLOWED_LATENESS))));
        Outlook outlook = planner.look(position.orElseGet(planner::start));
        block.say("next run", run(outlook));
        List<String> inputs = new ArrayList<>();
        select.tables().forEach(use -> inputs.addAll(input(use, outlook)));
        block.say("input", inputs);
        try {
            query(spec, select, outlook);
        } catch (MillraceException e) {
            block.say("error", e.getMessage(), "the job waits until its input has what it names, or stops with this");
        }
    }

    private String how(JobDefinition job, AnalyzedSelect select) {
        PrimaryKey key = PrimaryKey.of(catalogs.table(job.target()).metadata().properties());
        if (key.exists()) {
            return ", interval by interval: one row for each key in "
                    + key.uniqueness().name().toLowerCase(Locale.ROOT);
        }
        return select.isStateless() || select.isPerCommit()
                ? ", row by row: a backlog takes many intervals in one run"
                : ", interval by interval";
    }

    private static String run(Outlook outlook) {
        String start = Units.time(outlook.startMicros());
        String end = Units.time(outlook.endMicros());
        return switch (outlook.when()) {
            case NOW -> "commits from %s to %s UTC".formatted(start, end);
            case LATER -> "when its interval is over: commits from %s to %s UTC".formatted(start, end);
            case NEVER_YET ->
                outlook.startMicros() == 0
                        ? "nothing to read: there are no commits yet"
                        : "nothing to read: there are no commits since %s UTC".formatted(start);
        };
    }

    private List<String> input(TableUse use, Outlook outlook) {
        LakeTable table = table(use);
        if (ViewStates.recipe(table).isPresent()) {
            StateFiles states = StateFiles.of(table);
            List<ScannedFile> files = states.since(states.base(outlook.startMicros()), outlook.endMicros());
            return InputText.lines(
                    table,
                    new TableScan(states.schema(), files),
                    "the view as of the commit time of each row",
                    "merged states");
        }
        TableScan scan = outlook.scans().get(use.index());
        String how = use.filter()
                .map(filter -> {
                    Instant from = filter.from(times(outlook));
                    return "commits from %s to %s UTC"
                            .formatted(
                                    Units.time(ChronoUnit.MICROS.between(Instant.EPOCH, from)),
                                    Units.time(outlook.endMicros()));
                })
                .orElse(use.travel().isPresent() ? "the table as it was" : "the whole table");
        return InputText.lines(table, scan, how, "commit time");
    }

    private LakeTable table(TableUse use) {
        return catalogs.table(Names.table(use.name()));
    }

    private static RunTimes times(Outlook outlook) {
        return new RunTimes(instant(outlook.startMicros()), instant(outlook.endMicros()));
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private void query(InsertSpec spec, AnalyzedSelect select, Outlook outlook) {
        RelationLookup lookup = use -> ViewStates.empty(table(use), session);
        BoundSelect bound = session.bind(select, lookup);
        LakeTable target = catalogs.table(Names.table(spec.body().target()));
        List<TargetColumn> columns = ColumnMapping.targets(spec, bound, target.schema());
        block.rows("columns", columns(bound, columns, target));
        Projection projection = ColumnMapping.project(spec, bound, target.schema());
        block.say("sql", SqlLines.of(session.sql(projection, lookup, times(outlook))));
    }

    private static List<List<String>> columns(BoundSelect bound, List<TargetColumn> columns, LakeTable target) {
        List<List<String>> rows = new ArrayList<>();
        for (TargetColumn column : columns) {
            OutputColumn output = bound.columns().get(column.output());
            boolean added = target.schema().caseInsensitiveFindField(column.name()) == null;
            String from = output.type().label();
            String to = IcebergTypes.toDuck(column.type()).label();
            rows.add(List.of(
                    column.name(),
                    SqlTypes.of(column.type()) + (added ? " (new)" : ""),
                    "<- " + output.text(),
                    from.equals(to) ? "" : from + " cast to " + to));
        }
        for (int i = 0; i < bound.columns().size(); i++) {
            int index = i;
            if (columns.stream().noneMatch(column -> column.output() == index)) {
                rows.add(
                        List.of("(left out)", "", "<- " + bound.columns().get(i).text(), ""));
            }
        }
        return rows;
    }
}
