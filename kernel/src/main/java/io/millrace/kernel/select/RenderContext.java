package io.millrace.kernel.select;

import static java.util.Objects.requireNonNull;

import io.millrace.kernel.relation.Relation;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What the text for DuckDB depends on.
 *
 * @param relations what each {@link TableUse} stands for, by index
 * @param sources what stands in FROM for the relation of an index: a name in quotes, or a query in parentheses
 */
public record RenderContext(RunTimes run, List<Relation> relations, IntFunction<String> sources) {
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    public RenderContext {
        requireNonNull(run, "run is null");
        relations = List.copyOf(relations);
        requireNonNull(sources, "sources is null");
    }

    String start() {
        return literal(run.start());
    }

    String end() {
        return literal(run.end());
    }

    static String literal(Instant time) {
        return "TIMESTAMPTZ '" + MICROS.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC)) + "+00'";
    }
}
