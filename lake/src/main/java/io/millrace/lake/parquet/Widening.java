package io.millrace.lake.parquet;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;

/** A schema that gains fields while a row group is being filled: the rows so far are null there. */
final class Widening {
    private final Map<Integer, NestedField> before;
    private final Map<Integer, NestedField> after;
    private final Map<Integer, Integer> parentsBefore;
    private final Map<Integer, Integer> parents;

    Widening(Schema before, Schema after) {
        this.before = TypeUtil.indexById(before.asStruct());
        this.after = TypeUtil.indexById(after.asStruct());
        this.parentsBefore = TypeUtil.indexParents(before.asStruct());
        this.parents = TypeUtil.indexParents(after.asStruct());
    }

    /** Whether nothing but fields was added. */
    boolean addsOnly() {
        return before.values().stream().allMatch(this::kept);
    }

    /** Whether earlier rows can go without the fields that were added. */
    boolean addsOptional() {
        return after.values().stream()
                .allMatch(field -> before.containsKey(field.fieldId())
                        || field.isOptional()
                        || isNew(parents.get(field.fieldId())));
    }

    /**
     * Gives a new column the {@code rows} rows that the others have already.
     *
     * @param columns those that were there before
     */
    void backfill(ColumnWriter added, List<ColumnWriter> columns, long rows) {
        Optional<Integer> ancestor = knownAncestor(added.leaf().fieldId());
        if (ancestor.isEmpty()) {
            added.appendNulls(rows);
            return;
        }

        int id = ancestor.get();
        ColumnWriter relative = columns.stream()
                .filter(column -> descends(column.leaf().fieldId(), id))
                .min(Comparator.comparingInt(column -> column.leaf().maxRepetition()))
                .orElseThrow();
        int repetition = repetition(id);
        int level = level(id);
        relative.replayLevels(
                (repetitions, definitions) -> added.appendNulls(repetitions, definitions, repetition, level));
    }

    private boolean kept(NestedField old) {
        NestedField now = after.get(old.fieldId());
        return now != null
                && now.name().equals(old.name())
                && now.isOptional() == old.isOptional()
                && now.type().typeId() == old.type().typeId()
                && (old.type().isNestedType() || now.type().equals(old.type()))
                && Objects.equals(parents.get(old.fieldId()), parentsBefore.get(old.fieldId()));
    }

    private boolean isNew(Integer id) {
        return id != null && !before.containsKey(id);
    }

    private Optional<Integer> knownAncestor(int fieldId) {
        Integer id = parents.get(fieldId);
        while (isNew(id)) {
            id = parents.get(id);
        }
        return Optional.ofNullable(id);
    }

    private boolean descends(int fieldId, int ancestor) {
        Integer id = parents.get(fieldId);
        while (id != null && id != ancestor) {
            id = parents.get(id);
        }
        return id != null;
    }

    private int level(int fieldId) {
        Integer parent = parents.get(fieldId);
        int outer = parent == null ? 0 : level(parent) + (repeats(parent) ? 1 : 0);
        return FieldNode.level(after.get(fieldId), outer);
    }

    private int repetition(int fieldId) {
        Integer parent = parents.get(fieldId);
        return parent == null ? 0 : repetition(parent) + (repeats(parent) ? 1 : 0);
    }

    private boolean repeats(int fieldId) {
        return !after.get(fieldId).type().isStructType();
    }
}
