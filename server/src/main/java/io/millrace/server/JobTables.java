package io.millrace.server;

import io.millrace.jobs.insert.InsertSpec;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.WindowUse;
import io.millrace.kernel.window.Window;
import io.millrace.lake.TableName;
import io.millrace.server.define.InsertSpecs;
import io.millrace.server.define.Names;
import io.millrace.spi.option.Options;
import io.millrace.sql.SqlFormatter;
import io.millrace.sql.tree.JobBody;
import io.millrace.sql.tree.Statement.CreateJob;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Which tables the queries of stored jobs read; remembered, as telling it takes the SQL kernel. */
final class JobTables {
    private final Supplier<KernelSession> sessions;
    private final Map<String, Used> known = new ConcurrentHashMap<>();

    JobTables(Supplier<KernelSession> sessions) {
        this.sessions = sessions;
    }

    record Used(List<TableName> sources, List<TableName> incremental, Optional<Window> window) {
        static final Used NONE = new Used(List.of(), List.of(), Optional.empty());
    }

    Used of(CreateJob create) {
        return create.body() instanceof JobBody.Copy
                ? Used.NONE
                : known.computeIfAbsent(SqlFormatter.format(create), sql -> analyze(create));
    }

    private Used analyze(CreateJob create) {
        try (KernelSession session = sessions.get()) {
            InsertSpec spec = InsertSpecs.of("stored", create.name().name(), create, Options.NONE, session);
            AnalyzedSelect select = session.analyze(spec.text(), spec.defaults());
            return new Used(
                    select.tables().stream().map(use -> Names.table(use.name())).toList(),
                    select.incremental().stream()
                            .map(use -> Names.table(use.name()))
                            .toList(),
                    select.window().map(WindowUse::window));
        }
    }
}
