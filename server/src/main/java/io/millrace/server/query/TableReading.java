package io.millrace.server.query;

import io.millrace.jobs.insert.TableVersions;
import io.millrace.jobs.task.TaskRelation;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.relation.NestedNames;
import io.millrace.kernel.select.TableUse;
import io.millrace.kernel.select.TimeTravel;
import io.millrace.kernel.state.ViewReading;
import io.millrace.kernel.state.ViewRecipe;
import io.millrace.lake.LakeTable;
import io.millrace.lake.scan.ScanPlanner;
import io.millrace.lake.scan.StateFiles;
import io.millrace.lake.scan.TableScan;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What an ad hoc query reads of a table or of a materialized view: as it is, or as it was. */
final class TableReading {
    private TableReading() {}

    static TaskRelation of(LakeTable table, TableUse use, KernelSession session) {
        NestedNames.requireStable(table.iceberg().schemas().values());
        Optional<ViewRecipe> recipe = ViewRecipe.of(table.metadata().properties());
        if (recipe.isPresent()) {
            return view(table, recipe.get(), use, session);
        }
        TableScan scan = ScanPlanner.plan(table, TableVersions.of(use));
        return new TaskRelation(scan.schema(), scan.files(), table.io());
    }

    private static TaskRelation view(LakeTable table, ViewRecipe recipe, TableUse use, KernelSession session) {
        Optional<Instant> end = use.travel().map(travel -> {
            if (travel instanceof TimeTravel.AsOf asOf) {
                return asOf.time().plus(1, ChronoUnit.MICROS);
            }
            throw new MillraceException(
                            ErrorCode.INVALID_QUERY, "Cannot read a materialized view at a snapshot: " + use.name())
                    .withHint("write AT (TIMESTAMP => ...)");
        });
        StateFiles files = StateFiles.of(table);
        long until =
                end.map(time -> ChronoUnit.MICROS.between(Instant.EPOCH, time)).orElse(Long.MAX_VALUE);
        long micros = files.base(until - 1);
        Instant base = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        ViewReading reading = end.<ViewReading>map(time -> new ViewReading.Until(base, time))
                .orElseGet(() -> new ViewReading.Current(base));
        return new TaskRelation(
                files.schema(),
                files.since(micros, until),
                table.io(),
                new TaskRelation.Content.States(recipe, reading, session.schema(recipe, reading, files.schema())));
    }
}
