package io.millrace.server;

import io.millrace.lake.LakeTable;
import io.millrace.lake.stats.TableStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The statistics of the tables that jobs fill, by what tells a table from a later one of its name. Safe for many threads. */
final class StatisticsRegistry {
    private final Map<String, TableStatistics> tables = new ConcurrentHashMap<>();

    /** Those that a job keeps. */
    TableStatistics of(LakeTable table) {
        return tables.computeIfAbsent(table.metadata().uuid(), any -> new TableStatistics());
    }

    /** Those that a job of this process keeps; else what was last written. */
    TableStatistics find(LakeTable table) {
        return Optional.ofNullable(tables.get(table.metadata().uuid()))
                .orElseGet(() -> TableStatistics.stored(table.refresh()));
    }
}
