package io.millrace.server;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.loop.JobState;
import io.millrace.lake.TableName;
import io.millrace.server.Progress.Writer;
import io.millrace.server.metastore.Metastore;
import io.millrace.server.metastore.StoredJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which jobs fill a table, and how they do. */
final class TableWriters {
    private final Metastore metastore;
    private final StoredDefinitions definitions;
    private final Map<String, TableName> targets = new ConcurrentHashMap<>();

    TableWriters(Metastore metastore, StoredDefinitions definitions) {
        this.metastore = requireNonNull(metastore, "metastore is null");
        this.definitions = requireNonNull(definitions, "definitions is null");
    }

    List<Writer> of(TableName table) {
        List<Writer> writers = new ArrayList<>();
        for (StoredJob stored : metastore.jobs()) {
            TableName target = targets.computeIfAbsent(
                    stored.sql(), sql -> definitions.definition(stored).target());
            if (target.equals(table)) {
                writers.add(new Writer(stored.id(), stored.name(), definitions.isOver(stored), trouble(stored)));
            }
        }
        return writers;
    }

    private static Optional<String> trouble(StoredJob stored) {
        String state = stored.state().name();
        return stored.state() == JobState.RUNNING
                ? Optional.empty()
                : Optional.of(stored.error().isEmpty() ? state : state + " (" + stored.error() + ")");
    }
}
