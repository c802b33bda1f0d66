package io.millrace.jobs.insert;

import io.millrace.kernel.select.TableUse;
import io.millrace.kernel.select.TimeTravel;
import io.millrace.lake.scan.TableVersion;

/** The state of a table that a query asks for. */
public final class TableVersions {
    private TableVersions() {}

    public static TableVersion of(TableUse use) {
        if (use.travel().isEmpty()) {
            return new TableVersion.Current();
        }
        TimeTravel travel = use.travel().get();
        if (travel instanceof TimeTravel.AsOf asOf) {
            return new TableVersion.AsOf(asOf.time());
        }
        return new TableVersion.AtSnapshot(((TimeTravel.AtSnapshot) travel).id());
    }
}
