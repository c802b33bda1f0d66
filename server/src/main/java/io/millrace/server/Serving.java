package io.millrace.server;

import io.millrace.jobs.copy.CopySpec;
import io.millrace.server.define.Analyzer.ConnectionTypes;
import io.millrace.server.define.ConnectionDefinition;
import io.millrace.server.define.CopySpecs;
import io.millrace.server.define.JobDefinition;
import io.millrace.server.metastore.Metastore;
import io.millrace.server.metastore.StoredJob;
import io.millrace.spi.source.ServedConnection;
import io.millrace.spi.source.ServedConnection.Reader;
import io.millrace.sql.tree.JobBody;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Tells connectors which connections there are and which jobs read them, for those that listen. */
final class Serving {
    private final Metastore metastore;
    private final StoredDefinitions definitions;
    private final ConnectionTypes types;
    private final CopySpecs copySpecs;

    Serving(Metastore metastore, StoredDefinitions definitions, ConnectionTypes types, CopySpecs copySpecs) {
        this.metastore = metastore;
        this.definitions = definitions;
        this.types = types;
        this.copySpecs = copySpecs;
    }

    /** @param reads whether a job may read again */
    void update(Predicate<StoredJob> reads) {
        List<ConnectionDefinition> connections = definitions.connections();
        Map<String, List<Reader>> readers = readers(reads);
        types.connectors()
                .forEach(connector -> connector.serve(connections.stream()
                        .filter(connection -> connection.type().equals(connector.type()))
                        .map(connection -> new ServedConnection(
                                connection.name(),
                                connection.options(),
                                readers.getOrDefault(key(connection.name()), List.of())))
                        .toList()));
    }

    void stop() {
        types.connectors().forEach(connector -> connector.serve(List.of()));
    }

    private Map<String, List<Reader>> readers(Predicate<StoredJob> reads) {
        Map<String, List<Reader>> readers = new HashMap<>();
        for (StoredJob stored : metastore.jobs()) {
            JobDefinition job = definitions.definition(stored);
            if (job.statement().body() instanceof JobBody.Copy copy && reads.test(stored)) {
                definitions.connection(copy.connection().name()).ifPresent(connection -> {
                    CopySpec spec = copySpecs.of(stored.id(), job.statement(), job.options(), connection);
                    readers.computeIfAbsent(key(connection.name()), name -> new ArrayList<>())
                            .add(new Reader(stored.id(), spec.source()));
                });
            }
        }
        return readers;
    }

    private static String key(String connection) {
        return connection.toLowerCase(Locale.ROOT);
    }
}
