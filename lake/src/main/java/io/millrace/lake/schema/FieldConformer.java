package io.millrace.lake.schema;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.ListVector;
import io.millrace.spi.batch.MapVector;
import io.millrace.spi.batch.StructVector;
import io.millrace.spi.batch.Vector;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.ListType;
import org.apache.iceberg.types.Types.MapType;
import org.apache.iceberg.types.Types.StructType;

/** Fits the values of one field to one type: what fits becomes one vector, what does not is left over. */
final class FieldConformer {
    private final SchemaEvolution evolution;
    private final Column column;
    private final List<Kind> kinds;
    private final List<Part> leftovers = new ArrayList<>();
    private Type type;
    private Vector fitting;

    FieldConformer(SchemaEvolution evolution, Column column) {
        this.evolution = evolution;
        this.column = column;
        this.kinds = column.kinds();
    }

    /** Chooses the type of a new field; false when none of the values tells one. */
    boolean create() {
        List<Kind> scalars = scalarKinds();
        if (kinds.contains(Kind.STRUCT) && struct(StructType.of())) {
            leaveAllBut(Kind.STRUCT);
        } else if (kinds.contains(Kind.LIST) && list(null)) {
            leaveAllBut(Kind.LIST);
        } else if (kinds.contains(Kind.MAP) && map(null)) {
            leaveAllBut(Kind.MAP);
        } else if (!scalars.isEmpty()) {
            leftovers.clear();
            type = TypeChoice.forScalars(column, scalars);
            fitScalars(scalars);
            kinds.stream().filter(Kinds::isNested).forEach(kind -> leave(kind, vector(kind)));
        }
        return type != null;
    }

    /** The same; values of a shape that no nested type holds, such as {@code [1, {}]}, make the field a text. */
    boolean createAny() {
        if (!create() && !leftovers.isEmpty()) {
            leftovers.clear();
            List<Part> parts = new ArrayList<>(kinds.size());
            kinds.forEach(kind -> parts.add(new Part(kind, vector(kind))));
            type = Types.StringType.get();
            fitting = Part.merge(parts, type);
        }
        return type != null;
    }

    /** Fits the values to a field that exists; its type may come out wider. */
    void fit(Type existing) {
        type = existing;
        List<Kind> scalars = scalarKinds();
        if (existing.isNestedType()) {
            scalars.forEach(kind -> leave(kind, vector(kind)));
        } else {
            type = TypeChoice.promote(existing, column, scalars);
            fitScalars(scalars);
        }
        kinds.stream().filter(Kinds::isNested).forEach(kind -> fitNested(kind, existing));
    }

    Type type() {
        return type;
    }

    boolean hasFitting() {
        return fitting != null && fitting.size() > 0;
    }

    Vector fitting() {
        return fitting;
    }

    /** What did not fit, by kind. */
    Column leftover() {
        Column left = new Column(column.name());
        List<Part> texts =
                leftovers.stream().filter(part -> part.kind() == Kind.STRING).toList();
        leftovers.forEach(part -> left.put(part.kind(), part.vector()));
        if (texts.size() > 1) {
            left.put(Kind.STRING, Part.merge(texts, Types.StringType.get()));
        }
        return left;
    }

    private List<Kind> scalarKinds() {
        return kinds.stream().filter(kind -> !Kinds.isNested(kind)).toList();
    }

    private void leave(Kind kind, Vector vector) {
        if (vector.size() > 0) {
            leftovers.add(new Part(kind, vector));
        }
    }

    private void fitScalars(List<Kind> scalars) {
        List<Part> parts = new ArrayList<>(scalars.size());
        for (Kind kind : scalars) {
            Vector vector = vector(kind);
            if (Scalars.isNative(kind, vector, type) || Scalars.allFit(kind, vector, type)) {
                parts.add(new Part(kind, vector));
            } else {
                split(kind, vector, parts);
            }
        }
        if (!parts.isEmpty()) {
            fitting = Part.merge(parts, type);
        }
    }

    private void split(Kind kind, Vector vector, List<Part> parts) {
        BitSet fits = new BitSet();
        for (int i = 0; i < vector.size(); i++) {
            fits.set(i, Scalars.fits(kind, vector, i, type));
        }
        Values.choose(kind, vector, fits).find(kind).ifPresent(chosen -> parts.add(new Part(kind, chosen)));
        fits.flip(0, vector.size());
        Values.choose(kind, vector, fits).find(kind).ifPresent(chosen -> leave(kind, chosen));
    }

    private void fitNested(Kind kind, Type existing) {
        if (kind == Kind.STRUCT && existing.isStructType()) {
            struct(existing.asStructType());
        } else if (kind == Kind.LIST && existing.isListType()) {
            list(existing.asListType());
        } else if (kind == Kind.MAP && existing.isMapType()) {
            map(existing.asMapType());
        } else {
            leave(kind, vector(kind));
        }
    }

    private boolean struct(StructType existing) {
        StructVector structs = (StructVector) vector(Kind.STRUCT);
        StructConformer inner = new StructConformer(evolution, existing);
        inner.place(structs.fields());
        if (inner.fields().isEmpty()) {
            return false;
        }
        type = StructType.of(inner.fields());
        fitting = structs.withFields(inner.columns());
        return true;
    }

    private boolean list(ListType existing) {
        ListVector lists = (ListVector) vector(Kind.LIST);
        while (lists.size() > 0) {
            int before = evolution.lastColumnId();
            int id = existing == null ? evolution.nextId() : existing.elementId();
            FieldConformer element = new FieldConformer(evolution, lists.element());
            if (existing != null) {
                element.fit(existing.elementType());
            } else if (!element.createAny()) {
                evolution.restoreId(before);
                return false;
            }

            Column misfits = element.leftover();
            if (misfits.kinds().isEmpty()) {
                accept(existing, lists, id, element);
                return true;
            }
            evolution.restoreId(before);
            lists = withoutMisfits(lists, misfits);
        }
        if (existing != null) {
            type = existing;
        }
        return existing != null;
    }

    private void accept(ListType existing, ListVector lists, int id, FieldConformer element) {
        boolean required = existing != null && existing.isElementRequired();
        type = required ? ListType.ofRequired(id, element.type) : ListType.ofOptional(id, element.type);
        fitting = lists.withElement(element.conformed("element"));
    }

    /** Arrays that hold an element which fits no column go as a whole, as text; the others stay. */
    private ListVector withoutMisfits(ListVector lists, Column misfits) {
        BitSet bad = new BitSet();
        for (Kind kind : misfits.kinds()) {
            Vector vector = misfits.find(kind).orElseThrow();
            int list = 0;
            for (int i = 0; i < vector.size(); i++) {
                while (lists.end(list) <= vector.slots()[i]) {
                    list++;
                }
                bad.set(list);
            }
        }

        Vector broken = Values.choose(Kind.LIST, lists, bad).lists();
        leave(Kind.STRING, Part.merge(List.of(new Part(Kind.LIST, broken)), Types.StringType.get()));
        bad.flip(0, lists.size());
        return Values.choose(Kind.LIST, lists, bad).lists();
    }

    /** Maps come only from typed sources, whose keys and values are of one kind each. */
    private boolean map(MapType existing) {
        MapVector maps = (MapVector) vector(Kind.MAP);
        int before = evolution.lastColumnId();
        int keyId = existing == null ? evolution.nextId() : existing.keyId();
        int valueId = existing == null ? evolution.nextId() : existing.valueId();
        FieldConformer key = new FieldConformer(evolution, maps.key());
        FieldConformer value = new FieldConformer(evolution, maps.value());
        if (existing != null) {
            key.fit(existing.keyType());
            value.fit(existing.valueType());
        } else if (!key.createAny() || !value.createAny()) {
            evolution.restoreId(before);
            return false;
        }

        if (!key.leftovers.isEmpty() || !value.leftovers.isEmpty()) {
            evolution.restoreId(before);
            type = existing;
            leave(Kind.STRING, Part.merge(List.of(new Part(Kind.MAP, maps)), Types.StringType.get()));
            return existing != null;
        }
        boolean required = existing != null && existing.isValueRequired();
        type = required
                ? MapType.ofRequired(keyId, valueId, key.type, value.type)
                : MapType.ofOptional(keyId, valueId, key.type, value.type);
        fitting = maps.withEntries(key.conformed("key"), value.conformed("value"));
        return true;
    }

    private Column conformed(String name) {
        return hasFitting() ? new Column(name, Kinds.of(type), fitting) : new Column(name);
    }

    private void leaveAllBut(Kind taken) {
        kinds.stream().filter(kind -> kind != taken).forEach(kind -> leave(kind, vector(kind)));
    }

    private Vector vector(Kind kind) {
        return column.find(kind).orElseThrow();
    }
}
