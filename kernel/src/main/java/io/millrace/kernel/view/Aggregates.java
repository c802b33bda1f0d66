package io.millrace.kernel.view;

import io.millrace.kernel.relation.Relation;
import io.millrace.kernel.state.Merge;
import io.millrace.kernel.state.ViewRecipe.State;
import io.millrace.kernel.type.SqlText;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a materialized view keeps of an aggregate, and how its value comes from that. */
final class Aggregates {
    /** How many hashes a sketch of distinct values keeps: the standard error is one in the square root of that, 2.2 %. */
    static final int SKETCH = 2048;

    /** In the order of their events; rows of one moment in the order of their commits, then of their source. */
    private static final String ORDER =
            "struct_pack(t := coalesce(_event_time, _commit_time), c := _commit_time, p := %s)"
                    .formatted(Relation.SOURCE_ORDER);

    private static final String RANKED = "struct_pack(y := %s, o := " + ORDER + ")";

    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("count_star", "count"),
            Map.entry("countif", "count_if"),
            Map.entry("mean", "avg"),
            Map.entry("any_value", "first"),
            Map.entry("arbitrary", "first"),
            Map.entry("argmax", "max_by"),
            Map.entry("arg_max", "max_by"),
            Map.entry("argmin", "min_by"),
            Map.entry("arg_min", "min_by"));

    private static final Set<String> KNOWN = Set.of(
            "count",
            "count_if",
            "sum",
            "avg",
            "min",
            "max",
            "bool_and",
            "bool_or",
            "first",
            "last",
            "max_by",
            "min_by",
            "first_k",
            "last_k",
            "collect_set",
            "approx_count_distinct");

    /**
     * @param partials the SQL of each state over rows of the source
     * @param result the SQL of the aggregate's value over the merged states
     */
    record Kept(List<State> states, List<String> partials, String result) {}

    private final AggregateCall call;
    private final String prefix;
    private final List<State> states = new ArrayList<>();
    private final List<String> partials = new ArrayList<>();

    private Aggregates(AggregateCall call, String prefix) {
        this.call = call;
        this.prefix = prefix;
    }

    /** Whether a function is an aggregate that DuckDB may not know. */
    static boolean isKnown(String function) {
        return KNOWN.contains(function) || SYNONYMS.containsKey(function);
    }

    /** @param prefix of the names of the states */
    static Kept keep(AggregateCall call, String prefix) {
        Aggregates aggregates = new Aggregates(call, prefix);
        String result = aggregates.result();
        return new Kept(List.copyOf(aggregates.states), List.copyOf(aggregates.partials), result);
    }

    private String result() {
        String function = SYNONYMS.getOrDefault(call.function(), call.function());
        return switch (function) {
            case "count" -> count();
            case "count_if" -> simple("count_if", Merge.COUNT);
            case "sum" -> simple("sum", Merge.SUM);
            case "avg" -> average();
            case "min" -> simple("min", Merge.MIN);
            case "max" -> simple("max", Merge.MAX);
            case "bool_and" -> simple("bool_and", Merge.AND);
            case "bool_or" -> simple("bool_or", Merge.OR);
            case "first" -> ranked("first", Merge.FIRST, 1, ORDER);
            case "last" -> ranked("last", Merge.LAST, 1, ORDER);
            case "min_by" -> ranked("min_by", Merge.FIRST, 2, ordered());
            case "max_by" -> ranked("max_by", Merge.LAST, 2, ordered());
            case "first_k" -> several("first_k", "min", Merge.FIRST_OF);
            case "last_k" -> several("last_k", "max", Merge.LAST_OF);
            case "collect_set" -> {
                call.require(1, "collect_set(x)");
                yield "coalesce(" + set("set") + ", [])";
            }
            case "approx_count_distinct" -> distinct();
            default ->
                throw new MillraceException(
                                ErrorCode.INVALID_VIEW,
                                call.location(),
                                "Cannot keep aggregate in a materialized view: " + call.function())
                        .withHint("known: "
                                + String.join(", ", KNOWN.stream().sorted().toList()));
        };
    }

    private String count() {
        if (call.distinct() && call.arguments().size() == 1) {
            return "coalesce(len(" + set("set") + "), 0)";
        }
        boolean rows = call.arguments().isEmpty() || call.argument(0).strip().equals("*");
        if (!rows) {
            call.require(1, "count(x), count(*) or count(DISTINCT x)");
        }
        return add("count", Merge.COUNT, "count(" + (rows ? "*" : call.argument(0)) + ")" + call.filtered());
    }

    private String simple(String function, Merge merge) {
        call.require(1, function + "(x)");
        return add(function, merge, function + "(" + call.argument(0) + ")" + call.filtered());
    }

    private String average() {
        call.require(1, "avg(x)");
        String sum = add("sum", Merge.SUM, "sum(" + call.argument(0) + ")" + call.filtered());
        String count = add("count", Merge.COUNT, "count(" + call.argument(0) + ")" + call.filtered());
        return "(CAST(" + sum + " AS DOUBLE) / nullif(" + count + ", 0))";
    }

    private String ordered() {
        call.require(2, call.function() + "(x, y)");
        return RANKED.formatted(call.argument(1));
    }

    private String ranked(String name, Merge merge, int arguments, String order) {
        call.require(arguments, arguments == 1 ? name + "(x)" : name + "(x, y)");
        String value = call.argument(0);
        String present =
                "(" + value + ") IS NOT NULL" + (arguments == 1 ? "" : " AND (" + call.argument(1) + ") IS NOT NULL");
        String rank = prefix + "_" + name + "_rank";
        boolean last = merge == Merge.LAST;
        String column = prefix + "_" + name;
        states.add(new State(column, merge, rank, 0));
        partials.add((last ? "arg_max(" : "arg_min(") + value + ", " + order + ")" + call.filtered(present));
        states.add(State.of(rank, last ? Merge.MAX : Merge.MIN));
        partials.add((last ? "max(" : "min(") + order + ")" + call.filtered(present));
        return SqlText.name(column);
    }

    private String several(String name, String function, Merge merge) {
        String form = name + "(x, k)";
        call.require(2, form);
        int count = call.count(1, form);
        String column = prefix + "_" + name;
        states.add(new State(column, merge, column, count));
        String value = call.argument(0);
        partials.add(function + "(struct_pack(o := " + ORDER + ", v := " + value + "), " + count + ")"
                + call.filtered("(" + value + ") IS NOT NULL"));
        return "list_transform(coalesce(" + SqlText.name(column) + ", []), lambda e: e.v)";
    }

    private String set(String name) {
        String value = call.argument(0);
        return add(name, Merge.SET, "list(DISTINCT " + value + ")" + call.filtered("(" + value + ") IS NOT NULL"));
    }

    private String distinct() {
        call.require(1, "approx_count_distinct(x)");
        String column = prefix + "_distinct";
        String value = call.argument(0);
        states.add(new State(column, Merge.LEAST, column, SKETCH));
        partials.add("min(DISTINCT CAST(md5_number_lower(CAST(" + value + " AS VARCHAR)) >> 1 AS BIGINT), " + SKETCH
                + ")" + call.filtered("(" + value + ") IS NOT NULL"));
        String sketch = SqlText.name(column);
        return "CASE WHEN coalesce(len(%1$s), 0) < %2$d THEN coalesce(len(%1$s), 0)".formatted(sketch, SKETCH)
                + " ELSE CAST(%d / (%s[%d] / 9223372036854775808.0) AS BIGINT) END"
                        .formatted(SKETCH - 1, sketch, SKETCH);
    }

    private String add(String name, Merge merge, String partial) {
        String column = prefix + "_" + name;
        states.add(State.of(column, merge));
        partials.add(partial);
        return SqlText.name(column);
    }
}
