package io.millrace.server.query;

import io.millrace.jobs.task.TaskRelation;
import io.millrace.kernel.BoundSelect;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.Projection;
import io.millrace.kernel.relation.Relation;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.RunTimes;
import io.millrace.kernel.select.TableUse;
import io.millrace.lake.LakeTable;
import io.millrace.lake.scan.TableScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Says how an ad hoc query would be run. */
final class QueryExplain {
    private final KernelSession session;
    private final Function<TableUse, Optional<LakeTable>> tables;
    private final Function<TableUse, Relation> others;
    private final Map<Integer, Relation> relations = new TreeMap<>();
    private boolean remote;

    /**
     * @param tables the table of the lake that a name stands for, if it is one
     * @param others what other names stand for; throws TABLE_NOT_FOUND
     */
    QueryExplain(
            KernelSession session,
            Function<TableUse, Optional<LakeTable>> tables,
            Function<TableUse, Relation> others) {
        this.session = session;
        this.tables = tables;
        this.others = others;
    }

    List<String> lines(AnalyzedSelect select) {
        TextBlock block = new TextBlock();
        List<String> inputs = new ArrayList<>();
        for (TableUse use : select.tables()) {
            inputs.addAll(input(use));
        }
        BoundSelect bound = session.bind(select, use -> relations.computeIfAbsent(use.index(), i -> others.apply(use)));
        Projection printed = Projection.printed(bound);
        block.say("input", inputs.isEmpty() ? List.of("nothing") : inputs);
        block.rows(
                "columns",
                bound.columns().stream()
                        .map(column -> List.of(column.name(), column.type().label(), column.text()))
                        .toList());
        block.say("sql", SqlLines.of(session.sql(printed, use -> relations.get(use.index()), RunTimes.NONE)));
        block.say("plan", plan(printed));
        block.say("", "nothing was run");
        return block.lines();
    }

    private List<String> input(TableUse use) {
        Optional<LakeTable> table = tables.apply(use);
        if (table.isEmpty()) {
            relations.put(use.index(), others.apply(use));
            return List.of(use.name().toString(), "  rows in memory");
        }
        TaskRelation read = TableReading.of(table.get(), use, session);
        remote |= read.files().stream().anyMatch(InputText::isRemote);
        relations.put(use.index(), read.stored());
        String what = read.content() instanceof TaskRelation.Content.States ? "view" : "table";
        String how = use.travel().isPresent() ? "the " + what + " as it was" : "the whole " + what;
        TableScan scan = new TableScan(read.schema(), read.files());
        return InputText.lines(table.get(), scan, how, "the state that is asked for");
    }

    /** DuckDB looks into the files for its plan; those of an object store would have to be fetched for it. */
    private List<String> plan(Projection printed) {
        return remote
                ? List.of("not shown: the files are in an object store, and are fetched when the query runs")
                : session.plan(printed, use -> relations.get(use.index()), RunTimes.NONE)
                        .lines()
                        .toList();
    }
}
