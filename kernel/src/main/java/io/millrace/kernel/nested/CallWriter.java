package io.millrace.kernel.nested;

import io.millrace.kernel.nested.Found.Call;
import io.millrace.kernel.nested.Loops.Sharing;
import io.millrace.kernel.select.SelectText;
import io.millrace.kernel.type.SqlText;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Writes calls that do something with arrays as a whole. */
final class CallWriter {
    /** How to aggregate arrays, {@code %s} being one of a row. */
    private static final Map<String, List<String>> AGGREGATES = Map.of(
            "sum", List.of("sum(list_sum(", "))"),
            "min", List.of("min(list_min(", "))"),
            "max", List.of("max(list_max(", "))"),
            "count", List.of("CAST(coalesce(sum(list_count(", ")), 0) AS BIGINT)"));

    private final SelectText source;
    private final ExpressionWriter expressions;
    private final LoopFinder loops;

    CallWriter(SelectText source, ExpressionWriter expressions, LoopFinder loops) {
        this.source = source;
        this.expressions = expressions;
        this.loops = loops;
    }

    void write(Call call, Env env) {
        switch (call.kind()) {
            case TAKES_ARRAYS -> arguments(call, argument -> whole(argument, env));
            case ZIPS -> zip(call, env);
            case AGGREGATES -> aggregate(call, env);
        }
    }

    private void whole(Span argument, Env env) {
        expressions.value(argument, loops.whole(argument, env), Sharing.SHARED);
    }

    private void arguments(Call call, Consumer<Span> each) {
        int at = call.span().from();
        for (Span argument : call.arguments()) {
            expressions.out.copy(at, argument.from());
            each.accept(argument);
            at = argument.to();
        }
        expressions.out.copy(at, call.span().to());
    }

    /** {@code ZIP('a,b', x[], y[])}: records of what stands at the same position, as many as the longest array has. */
    private void zip(Call call, Env env) {
        List<Span> arrays = call.arguments()
                .subList(Math.min(1, call.arguments().size()), call.arguments().size());
        List<String> names = names(call);
        if (names.size() != arrays.size() || names.isEmpty()) {
            throw error(call, "Cannot zip %d arrays as %d fields".formatted(arrays.size(), names.size()))
                    .withHint("write ZIP('type,value', type[], values[]): a name for each array");
        }
        Out out = expressions.out;
        String pair = "\"z:" + (env.depth() + 1) + "\"";
        out.add("list_transform(list_zip(", call.span().from());
        for (int i = 0; i < arrays.size(); i++) {
            out.add(i == 0 ? "" : ", ", arrays.get(i).from());
            whole(arrays.get(i), env);
        }
        StringBuilder record = new StringBuilder("), lambda " + pair + ": struct_pack(");
        for (int i = 0; i < names.size(); i++) {
            record.append(i == 0 ? "" : ", ").append(SqlText.name(names.get(i)));
            record.append(" := ").append(pair).append('[').append(i + 1).append(']');
        }
        out.add(record.append("))").toString(), call.span().to());
    }

    private List<String> names(Call call) {
        if (call.arguments().isEmpty()) {
            return List.of();
        }
        Span first = call.arguments().get(0);
        String text = source.text().substring(first.from(), first.to());
        boolean literal = text.length() > 1 && text.startsWith("'") && text.endsWith("'");
        return literal
                ? Stream.of(text.substring(1, text.length() - 1)
                                .replace("''", "'")
                                .split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList()
                : List.of();
    }

    private void aggregate(Call call, Env env) {
        boolean elements = call.arguments().stream()
                .flatMap(argument -> loops.uses(argument, env, true).stream())
                .anyMatch(use ->
                        !loops.unbound(use.mention(), env.withLets(use.lets())).isEmpty());
        if (!elements) {
            arguments(call, argument -> expressions.copy(argument, env));
            return;
        }
        List<String> around = AGGREGATES.get(call.name());
        if (around == null || !call.isPlain() || call.arguments().size() != 1) {
            throw error(call, "Cannot aggregate the elements of arrays with: " + call.name())
                    .withHint("UNNEST(SELECT ...) aggregates elements; without it sum, min, max and count do");
        }
        expressions.out.add(around.get(0), call.span().from());
        expressions.value(call.arguments().get(0), env, Sharing.SHARED);
        expressions.out.add(around.get(1), call.span().to());
    }

    private MillraceException error(Call call, String message) {
        return new MillraceException(
                ErrorCode.INVALID_QUERY, source.location(call.span().from()), message);
    }
}
