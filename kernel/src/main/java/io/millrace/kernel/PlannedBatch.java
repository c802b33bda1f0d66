package io.millrace.kernel;

import io.millrace.kernel.arrow.BatchWriter;
import io.millrace.kernel.type.DuckType;
import io.millrace.kernel.type.DuckType.Field;
import io.millrace.kernel.type.SqlText;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An expression over a certain batch. Rows whose inputs are of the same kinds form a group. */
final class PlannedBatch {
    private static final String GROUP = "group";
    private static final String NULL = "NULL";

    /** The expression for a group, and how DuckDB takes it. */
    private record Branch(int group, String sql, Variant variant) {}

    private final ExpressionPlan plan;
    private final List<Optional<Column>> inputs;
    private final int rows;

    /** The kinds of each input that have a value. */
    private final List<List<Kind>> kinds = new ArrayList<>();

    PlannedBatch(ExpressionPlan plan, List<Optional<Column>> inputs, int rows) {
        this.plan = plan;
        this.inputs = inputs;
        this.rows = rows;
        inputs.forEach(input -> kinds.add(input.map(Column::kinds).orElse(List.of())));
    }

    String name() {
        return plan.name();
    }

    /** Adds the inputs, one column for each kind, and the groups if there are several. */
    void write(BatchWriter writer, String prefix) {
        for (int i = 0; i < inputs.size(); i++) {
            for (Kind kind : kinds.get(i)) {
                writer.add(input(prefix, i, kind), inputs.get(i).orElseThrow(), kind);
            }
        }
        if (isGrouped()) {
            writer.add(prefix + GROUP, groups());
        }
    }

    /** Finds how the expression takes each group, and gathers those of one type of result. */
    List<ResultItem> items(VariantBinder binder, String prefix) {
        Map<DuckType, List<Branch>> byType = new LinkedHashMap<>();
        int[] numbers =
                isGrouped() ? Arrays.stream(groups()).distinct().sorted().toArray() : new int[] {soleGroup()};
        for (int group : numbers) {
            branch(binder, prefix, group)
                    .ifPresent(branch -> byType.computeIfAbsent(branch.variant().type(), type -> new ArrayList<>())
                            .add(branch));
        }
        return byType.values().stream().map(branches -> item(prefix, branches)).toList();
    }

    /** The rows that have failed unless a result is found for them: those with something to compute from. */
    BitSet candidates() {
        BitSet result = new BitSet(rows);
        if (inputs.isEmpty()) {
            result.set(0, rows);
        }
        for (int i = 0; i < inputs.size(); i++) {
            for (Kind kind : kinds.get(i)) {
                Vector values = inputs.get(i).orElseThrow().find(kind).orElseThrow();
                for (int v = 0; v < values.size(); v++) {
                    result.set(values.slots()[v]);
                }
            }
        }
        return result;
    }

    private Optional<Branch> branch(VariantBinder binder, String prefix, int group) {
        List<String> names = new ArrayList<>();
        int rest = group;
        for (int i = 0; i < inputs.size(); i++) {
            int radix = kinds.get(i).size() + 1;
            int choice = rest % radix;
            rest /= radix;
            names.add(
                    choice == 0
                            ? NULL
                            : SqlText.name(input(prefix, i, kinds.get(i).get(choice - 1))));
        }
        return binder.bind(plan, names)
                .map(variant -> new Branch(group, plan.render(names, variant.asText()), variant));
    }

    private ResultItem item(String prefix, List<Branch> branches) {
        DuckType type = branches.get(0).variant().type();
        String sql;
        if (isGrouped()) {
            StringBuilder cases = new StringBuilder("CASE ").append(SqlText.name(prefix + GROUP));
            branches.forEach(branch -> cases.append(" WHEN ")
                    .append(branch.group())
                    .append(" THEN ")
                    .append(branch.variant().wrap(branch.sql())));
            sql = cases.append(" END").toString();
        } else {
            Branch branch = branches.get(0);
            sql = branch.variant().wrap(branch.sql());
        }
        return new ResultItem(sql, new Field(name(), DuckType.struct(List.of(new Field(Variant.VALUE, type)))));
    }

    private boolean isGrouped() {
        return kinds.stream().anyMatch(list -> list.size() > 1);
    }

    /** The number of the group of rows that have a value in every input that has any. */
    private int soleGroup() {
        int group = 0;
        int weight = 1;
        for (List<Kind> list : kinds) {
            group += list.isEmpty() ? 0 : weight;
            weight *= list.size() + 1;
        }
        return group;
    }

    /** The group of each row: for each input, which of its kinds the row has, or none. */
    private int[] groups() {
        int[] groups = new int[rows];
        int weight = 1;
        for (int i = 0; i < inputs.size(); i++) {
            for (int k = 0; k < kinds.get(i).size(); k++) {
                Vector values =
                        inputs.get(i).orElseThrow().find(kinds.get(i).get(k)).orElseThrow();
                for (int v = 0; v < values.size(); v++) {
                    groups[values.slots()[v]] += weight * (k + 1);
                }
            }
            weight = Math.multiplyExact(weight, kinds.get(i).size() + 1);
        }
        return groups;
    }

    private static String input(String prefix, int index, Kind kind) {
        return prefix + index + ":" + kind.label();
    }
}
