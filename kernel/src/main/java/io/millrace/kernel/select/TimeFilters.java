package io.millrace.kernel.select;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.kernel.select.Scope.Source;
import io.millrace.kernel.type.SqlText;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recognises the filter that makes a table the incremental input of a job. */
final class TimeFilters {
    private static final String COMMIT_TIME = "_commit_time";
    private static final String START = "run_start_time";
    private static final String END = "run_end_time";

    private final Analysis analysis;
    private final TimeConstants constants;

    TimeFilters(Analysis analysis, TimeConstants constants) {
        this.analysis = analysis;
        this.constants = constants;
    }

    static boolean isRunTime(JsonNode node) {
        return Ast.isCall(node, START) || Ast.isCall(node, END);
    }

    /** Looks through the AND-ed conditions of a WHERE. */
    void find(JsonNode where, Scope scope) {
        List<JsonNode> conditions = new ArrayList<>();
        collect(where, conditions);
        Map<Integer, Duration> starts = new HashMap<>();
        for (JsonNode condition : conditions) {
            if (Ast.isCall(condition, "time_filter")) {
                timeFilter(condition, scope);
            } else if (isBetween(condition)) {
                between(condition, scope);
            } else if (isBound(condition, "COMPARE_GREATERTHANOREQUALTO", START)) {
                starts.put(table(condition.path("left"), scope), lookback(condition.path("right")));
            }
        }
        for (JsonNode condition : conditions) {
            if (isBound(condition, "COMPARE_LESSTHAN", END)) {
                int table = table(condition.path("left"), scope);
                if (starts.containsKey(table)) {
                    analysis.filter(table, new IncrementalFilter(starts.get(table), Optional.empty()));
                    consumeBounds(conditions, table, scope);
                }
            }
        }
    }

    private static void collect(JsonNode node, List<JsonNode> conditions) {
        if (Ast.isType(node, "CONJUNCTION_AND")) {
            node.path("children").forEach(child -> collect(child, conditions));
        } else {
            conditions.add(node);
        }
    }

    /** Replaces a call by the time it means. */
    void runTime(JsonNode call) {
        boolean start = Ast.isCall(call, START);
        int first = analysis.tokenAt(Ast.location(call));
        int last = first;
        while (!analysis.normalized.is(last, ")")) {
            last++;
        }
        analysis.edits.add(new Edit(
                analysis.token(first).start(),
                analysis.token(last).end(),
                context -> start ? context.start() : context.end()));
    }

    static boolean isCommitTime(JsonNode node) {
        List<String> names = Ast.names(node);
        return Ast.isClass(node, "COLUMN_REF") && names.get(names.size() - 1).equalsIgnoreCase(COMMIT_TIME);
    }

    private static boolean isStart(JsonNode node) {
        return Ast.isCall(node, START)
                || (Ast.isCall(node, "-")
                        && Ast.isCall(Ast.argument(node, 0), START)
                        && node.path("arguments").size() == 2);
    }

    private boolean isTime(JsonNode node) {
        List<String> names = Ast.names(node);
        return Ast.isClass(node, "COLUMN_REF")
                && names.get(names.size() - 1)
                        .equalsIgnoreCase(analysis.defaults.time().column());
    }

    private boolean isBetween(JsonNode node) {
        return Ast.isType(node, "COMPARE_BETWEEN")
                && isTime(node.path("input"))
                && isStart(node.path("lower"))
                && Ast.isCall(node.path("upper"), END);
    }

    private boolean isBound(JsonNode node, String comparison, String function) {
        JsonNode right = node.path("right");
        return Ast.isType(node, comparison)
                && analysis.defaults.time() == TimeColumn.COMMIT_TIME
                && isCommitTime(node.path("left"))
                && (function.equals(START) ? isStart(right) : Ast.isCall(right, END));
    }

    private void consumeBounds(List<JsonNode> conditions, int table, Scope scope) {
        for (JsonNode condition : conditions) {
            boolean start = isBound(condition, "COMPARE_GREATERTHANOREQUALTO", START);
            if ((start || isBound(condition, "COMPARE_LESSTHAN", END))
                    && table(condition.path("left"), scope) == table) {
                JsonNode bound = condition.path("right");
                JsonNode call = start ? startCall(bound) : bound;
                runTime(call);
                analysis.consumed.add(call);
            }
        }
    }

    private static JsonNode startCall(JsonNode lower) {
        return Ast.isCall(lower, START) ? lower : Ast.argument(lower, 0);
    }

    /** {@code x BETWEEN a AND b} becomes {@code (x >= a AND x < b)}. */
    private void between(JsonNode node, Scope scope) {
        JsonNode input = node.path("input");
        Source source = source(input, scope);
        IncrementalFilter filter = new IncrementalFilter(lookback(node.path("lower")), Optional.empty());
        analysis.filter(source.table(), filter);
        if (analysis.defaults.time() == TimeColumn.EVENT_TIME) {
            analysis.edits.add(new Edit(
                    analysis.chars(Ast.location(input)),
                    analysis.chars(Ast.end(node)),
                    context -> condition(source, filter, context)));
            analysis.consumed.add(node);
            return;
        }

        int between = analysis.tokenAt(Ast.end(input));
        int and = analysis.tokenAt(Ast.location(node.path("upper"))) - 1;
        String qualifier = Ast.names(input).size() == 1 ? SqlText.name(source.alias()) + "." : "";
        analysis.insert(analysis.chars(Ast.location(input)), "(" + qualifier);
        analysis.replace(
                analysis.token(between).start(), analysis.token(between).end(), ">=");
        analysis.insert(analysis.token(and).end(), " " + column(source) + " <");
        analysis.insert(analysis.chars(Ast.end(node)), ")");
        JsonNode start = startCall(node.path("lower"));
        runTime(start);
        runTime(node.path("upper"));
        analysis.consumed.add(start);
        analysis.consumed.add(node.path("upper"));
    }

    private void timeFilter(JsonNode call, Scope scope) {
        Source source = onlyTable(call, scope);
        int name = analysis.tokenAt(Ast.location(call));
        requireTimeColumn(call, analysis.token(name).start());
        Optional<Duration> window = Optional.ofNullable(analysis.normalized
                        .windowSizes()
                        .get(analysis.token(name).start()))
                .map(sql -> duration(sql, call));
        IncrementalFilter filter = new IncrementalFilter(Duration.ZERO, window);
        analysis.filter(source.table(), filter);
        int close = name;
        while (!analysis.normalized.is(close, ")")) {
            close++;
        }
        analysis.edits.add(new Edit(
                analysis.token(name).start(),
                analysis.token(close).end(),
                context -> condition(source, filter, context)));
        analysis.consumed.add(call);
    }

    private void requireTimeColumn(JsonNode call, int offset) {
        TimeColumn time = analysis.defaults.time();
        String written = analysis.normalized.timeColumns().getOrDefault(offset, time.written());
        if (!written.equalsIgnoreCase(time.written())) {
            boolean sync = time == TimeColumn.EVENT_TIME;
            throw analysis.error(ErrorCode.INVALID_QUERY, call, "Cannot filter the runs of a job by: " + written)
                    .withHint("use " + time.written()
                            + (sync ? ": a SYNC JOB goes by it" : "; a SYNC JOB goes by $event_time"));
        }
    }

    /** That a row belongs to a run. */
    private String condition(Source source, IncrementalFilter filter, RenderContext context) {
        String time =
                SqlText.name(source.alias()) + "." + analysis.defaults.time().column();
        Instant from = filter.from(context.run());
        String within = "(%s >= %s AND %1$s < %s".formatted(time, RenderContext.literal(from), context.end());
        return context.run()
                .arrived()
                .map(arrived -> "(" + within + " AND " + column(source) + " < "
                        + RenderContext.literal(arrived.until()) + ") OR "
                        + arrived.isLate(time, column(source), from) + ")")
                .orElse(within + ")");
    }

    private Duration lookback(JsonNode lower) {
        if (Ast.isCall(lower, START)) {
            return Duration.ZERO;
        }
        JsonNode interval = Ast.argument(lower, 1);
        String sql = analysis.normalized
                .text()
                .substring(analysis.chars(Ast.start(interval)), analysis.chars(Ast.limit(interval)));
        return duration(sql, interval);
    }

    private Duration duration(String sql, JsonNode node) {
        try {
            return constants.duration(sql);
        } catch (MillraceException e) {
            throw e.at(analysis.place(node));
        }
    }

    private int table(JsonNode column, Scope scope) {
        return source(column, scope).table();
    }

    private Source source(JsonNode column, Scope scope) {
        List<String> names = Ast.names(column);
        Source source = names.size() == 1
                ? onlyTable(column, scope)
                : scope.sources().stream()
                        .filter(entry -> entry.alias().equalsIgnoreCase(names.get(names.size() - 2)))
                        .findFirst()
                        .orElseThrow(() -> misplaced(column));
        if (source.table() == Scope.DERIVED) {
            throw misplaced(column);
        }
        return source;
    }

    private Source onlyTable(JsonNode node, Scope scope) {
        List<Source> tables = scope.sources().stream()
                .filter(source -> source.table() != Scope.DERIVED)
                .toList();
        if (tables.isEmpty()) {
            throw misplaced(node);
        }
        if (tables.size() > 1 && !areJoinedTo(tables)) {
            throw analysis.error(ErrorCode.INVALID_QUERY, node, "Cannot tell which table the time filter belongs to")
                    .withHint("write %s.%s BETWEEN run_start_time() AND run_end_time()"
                            .formatted(
                                    tables.get(0).alias(),
                                    analysis.defaults.time().written()));
        }
        return tables.get(0);
    }

    /** Whether all tables but the first stand behind JOIN ... ON. */
    private boolean areJoinedTo(List<Source> tables) {
        return tables.stream()
                .skip(1)
                .allMatch(source -> analysis.joins.stream()
                        .anyMatch(join -> join.table() == source.table()
                                && join.form() == JoinUse.Form.CONDITION
                                && join.left().contains(tables.get(0).table())));
    }

    private MillraceException misplaced(JsonNode node) {
        return analysis.error(ErrorCode.INVALID_QUERY, node, "Cannot filter by the time of a run here")
                .withHint("the time filter belongs into the WHERE of the SELECT that reads the table");
    }

    private static String column(Source source) {
        return SqlText.name(source.alias()) + "." + COMMIT_TIME;
    }
}
