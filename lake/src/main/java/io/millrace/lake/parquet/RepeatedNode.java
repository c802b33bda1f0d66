package io.millrace.lake.parquet;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ListVector;
import io.millrace.spi.batch.MapVector;
import io.millrace.spi.batch.Vector;
import java.util.Arrays;
import java.util.List;
import org.apache.iceberg.types.Types.NestedField;

/** A list or a map: what is below lives in a scope of its own. */
final class RepeatedNode extends FieldNode {
    private static final int[] NO_ENDS = {};

    private final List<FieldNode> children;
    private final byte repetition;
    private final Scope scope = new Scope();
    private final Levels levels;

    /** @param repetition the repetition level of an element that is not the first */
    RepeatedNode(NestedField field, String name, int parentLevel, int repetition, List<FieldNode> children) {
        super(field, name, parentLevel);
        this.repetition = (byte) repetition;
        this.children = List.copyOf(children);
        this.levels = new Levels(name);
    }

    @Override
    void descend(Vector vector, Scope outer, Match matched, Levels own) {
        if (vector instanceof ListVector list) {
            open(list.ends(), outer, matched, own);
            children.get(0).write(list.element(), scope, levels);
        } else if (vector instanceof MapVector map) {
            open(map.ends(), outer, matched, own);
            children.get(0).write(map.key(), scope, levels);
            children.get(1).write(map.value(), scope, levels);
        } else {
            open(NO_ENDS, outer, matched, own);
            children.forEach(child -> child.write((Column) null, scope, levels));
        }
    }

    @Override
    void collect(List<ColumnWriter> target) {
        children.forEach(child -> child.collect(target));
    }

    private void open(int[] ends, Scope outer, Match matched, Levels own) {
        int elements = 0;
        for (int k = 0; k < matched.count(); k++) {
            int index = matched.index(k);
            elements += ends[index] - start(ends, index);
        }

        int maxEntries = Math.addExact(outer.entries(), elements);
        scope.begin(matched.everyValue(), elements, maxEntries);
        byte[] target = levels.mixed(maxEntries, elements);
        byte present = (byte) (level() + 1);
        int next = 0;
        for (int entry = 0; entry < outer.entries(); entry++) {
            if (next == matched.count() || matched.entry(next) != entry) {
                target[scope.entries()] = own.at(entry);
                scope.placeholder(outer.repetition(entry));
                continue;
            }

            int index = matched.index(next++);
            int start = start(ends, index);
            if (start == ends[index]) {
                target[scope.entries()] = (byte) level();
                scope.placeholder(outer.repetition(entry));
            } else {
                int from = scope.entries();
                scope.elements(start, ends[index], outer.repetition(entry), repetition);
                Arrays.fill(target, from, scope.entries(), present);
            }
        }
        if (!scope.placeholders()) {
            levels.uniform(present, elements);
        }
    }

    private static int start(int[] ends, int index) {
        return index == 0 ? 0 : ends[index - 1];
    }
}
