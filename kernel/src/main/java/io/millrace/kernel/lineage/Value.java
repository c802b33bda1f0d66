package io.millrace.kernel.lineage;

import io.millrace.kernel.type.SqlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** What a value of a query depends on, place by place. */
sealed interface Value {
    /** The field of a record. */
    Value field(String name);

    /** The elements of an array. */
    Value element();

    Value map(UnaryOperator<Ref> change);

    /** The names of the fields of a record; none if it is none, or not known. */
    List<String> fieldNames();

    /** Goes through what the value depends on; places are such as {@code .sku} and {@code []}. */
    void visit(String place, BiConsumer<String, Ref> visitor);

    record Leaf(List<Ref> refs) implements Value {
        public Leaf {
            refs = List.copyOf(refs);
        }

        static Leaf of(Ref ref) {
            return new Leaf(List.of(ref));
        }

        @Override
        public Value field(String name) {
            return map(ref -> ref.inside(field -> field.field(name)));
        }

        @Override
        public Value element() {
            return map(ref -> ref.inside(Followed::element));
        }

        @Override
        public Value map(UnaryOperator<Ref> change) {
            return new Leaf(refs.stream().map(change).toList());
        }

        @Override
        public List<String> fieldNames() {
            return refs.size() == 1 && refs.get(0).follows()
                    ? refs.get(0).field().map(Followed::fieldNames).orElse(List.of())
                    : List.of();
        }

        @Override
        public void visit(String place, BiConsumer<String, Ref> visitor) {
            refs.forEach(ref -> visitor.accept(place, ref));
        }
    }

    /** A record; what is no field of it is inside {@code base}. */
    record Struct(Map<String, Value> fields, Optional<Value> base) implements Value {
        public Struct {
            fields = new LinkedHashMap<>(fields);
        }

        @Override
        public Value field(String name) {
            for (Map.Entry<String, Value> field : fields.entrySet()) {
                if (field.getKey().equalsIgnoreCase(name)) {
                    return field.getValue();
                }
            }
            return base.map(value -> value.field(name)).orElseGet(() -> new Leaf(List.of()));
        }

        @Override
        public Value element() {
            return this;
        }

        @Override
        public Value map(UnaryOperator<Ref> change) {
            Map<String, Value> changed = new LinkedHashMap<>();
            fields.forEach((name, value) -> changed.put(name, value.map(change)));
            return new Struct(changed, base.map(value -> value.map(change)));
        }

        @Override
        public List<String> fieldNames() {
            Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            List<String> all = new ArrayList<>(base.map(Value::fieldNames).orElse(List.of()));
            all.addAll(fields.keySet());
            return all.stream().filter(names::add).toList();
        }

        @Override
        public void visit(String place, BiConsumer<String, Ref> visitor) {
            base.ifPresent(value -> value.visit(place, visitor));
            fields.forEach((name, value) -> value.visit(place + "." + SqlText.nameIfNeeded(name), visitor));
        }
    }

    record Array(Value element) implements Value {
        @Override
        public Value field(String name) {
            return new Array(element.field(name));
        }

        @Override
        public Value map(UnaryOperator<Ref> change) {
            return new Array(element.map(change));
        }

        @Override
        public List<String> fieldNames() {
            return List.of();
        }

        @Override
        public void visit(String place, BiConsumer<String, Ref> visitor) {
            element.visit(place + "[]", visitor);
        }
    }

    /** One of several values, or all of them together. */
    record Either(List<Value> values) implements Value {
        public Either {
            values = List.copyOf(values);
        }

        @Override
        public Value field(String name) {
            return new Either(values.stream().map(value -> value.field(name)).toList());
        }

        @Override
        public Value element() {
            return new Either(values.stream().map(Value::element).toList());
        }

        @Override
        public Value map(UnaryOperator<Ref> change) {
            return new Either(values.stream().map(value -> value.map(change)).toList());
        }

        @Override
        public List<String> fieldNames() {
            return values.isEmpty() ? List.of() : values.get(0).fieldNames();
        }

        @Override
        public void visit(String place, BiConsumer<String, Ref> visitor) {
            values.forEach(value -> value.visit(place, visitor));
        }
    }

    static Value none(String text) {
        return Leaf.of(Ref.none(text));
    }

    /** All that the value depends on. */
    default List<Ref> refs() {
        List<Ref> refs = new ArrayList<>();
        visit("", (place, ref) -> refs.add(ref));
        return refs;
    }

    /** The same, computed by one more expression that keeps what is inside. */
    default Value by(Derivation least, String text) {
        return map(ref -> ref.by(least, text));
    }

    /** The value of an operation. Fields that lie inside others of its inputs are not mentioned besides them. */
    static Value of(List<Value> inputs, Derivation least, String text) {
        List<Ref> refs = new ArrayList<>();
        for (Value input : inputs) {
            for (Ref ref : input.refs()) {
                if (ref.field().isPresent()) {
                    add(refs, ref.input(least, text));
                }
            }
        }
        return refs.isEmpty() ? Leaf.of(Ref.none(text).input(least, text)) : new Leaf(refs);
    }

    private static void add(List<Ref> refs, Ref added) {
        for (int i = 0; i < refs.size(); i++) {
            Ref present = refs.get(i);
            if (present.field().equals(added.field())) {
                refs.set(i, present.by(added.kind(), present.text()));
                return;
            }
            if (present.field().get().holds(added.field().get()) && present.kind() == added.kind()) {
                return;
            }
        }
        refs.removeIf(present -> added.field().get().holds(present.field().get()) && present.kind() == added.kind());
        refs.add(added);
    }
}
