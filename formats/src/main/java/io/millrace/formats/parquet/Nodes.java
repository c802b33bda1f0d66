package io.millrace.formats.parquet;

import io.millrace.formats.columns.ObjectPlace;
import io.millrace.formats.columns.Place;
import io.millrace.formats.spool.Meter;
import io.millrace.spi.batch.ListVector;
import io.millrace.spi.batch.MapVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** The fields that hold others. Levels are those at which the field, or an element of it, is there. */
final class Nodes {
    private Nodes() {}

    private static List<Leaf> leaves(List<Node> nodes) {
        List<Leaf> all = new ArrayList<>();
        nodes.forEach(node -> all.addAll(node.leaves()));
        return all;
    }

    /** Passes over the elements that are left of a list in a row that does not fit. */
    private static void pass(List<Leaf> leaves, int level, Meter meter) {
        for (Leaf leaf : leaves) {
            do {
                meter.takeElements(1);
                leaf.consume();
            } while (leaf.repetition() >= level);
        }
    }

    /** An object. */
    static final class Group extends Node {
        private final Place place;
        private final Node[] fields;
        private final int there;
        private final IntConsumer overflowed;

        Group(Place place, List<Node> fields, int there, IntConsumer overflowed) {
            super(Nodes.leaves(fields));
            this.place = place;
            this.fields = fields.toArray(Node[]::new);
            this.there = there;
            this.overflowed = overflowed;
        }

        @Override
        void read(int slot) {
            if (definition() < there) {
                skip();
                return;
            }
            ObjectPlace object = place.beginStruct(slot);
            object.abandon();
            for (Node field : fields) {
                field.read(slot);
            }
            int count = object.end(slot);
            if (count > 0) {
                overflowed.accept(count);
            }
        }
    }

    /** A list: null below {@code there}, empty below {@code filled}, which may be the same. */
    static final class Repeated extends Node {
        private final Place place;
        private final Node element;
        private final int there;
        private final int filled;
        private final int level;
        private final Meter meter;

        Repeated(Place place, Node element, int there, int filled, int level, Meter meter) {
            super(element.leaves());
            this.place = place;
            this.element = element;
            this.there = there;
            this.filled = filled;
            this.level = level;
            this.meter = meter;
        }

        @Override
        void read(int slot) {
            int definition = definition();
            if (definition < there) {
                skip();
                return;
            }
            ListVector list = place.beginList(slot);
            if (definition < filled) {
                skip();
                return;
            }
            do {
                if (!meter.takeElements(1)) {
                    pass(leaves(), level, meter);
                    return;
                }
                element.read(list.nextElement());
            } while (repetition() == level);
        }
    }

    /** A map; one without values has null for each. */
    static final class Entries extends Node {
        private final Place place;
        private final Node key;
        private final Optional<Node> value;
        private final int there;
        private final int filled;
        private final int level;
        private final Meter meter;

        Entries(Place place, Node key, Optional<Node> value, int there, int filled, int level, Meter meter) {
            super(Nodes.leaves(value.map(node -> List.of(key, node)).orElse(List.of(key))));
            this.place = place;
            this.key = key;
            this.value = value;
            this.there = there;
            this.filled = filled;
            this.level = level;
            this.meter = meter;
        }

        @Override
        void read(int slot) {
            int definition = definition();
            if (definition < there) {
                skip();
                return;
            }
            MapVector map = place.beginMap(slot);
            if (definition < filled) {
                skip();
                return;
            }
            do {
                if (!meter.takeElements(1)) {
                    pass(leaves(), level, meter);
                    return;
                }
                int entry = map.nextEntry();
                key.read(entry);
                if (!place.key().holds(entry) && meter.fits()) {
                    throw new IllegalStateException("a map has an entry without a key");
                }
                if (value.isPresent()) {
                    value.get().read(entry);
                }
            } while (repetition() == level);
        }
    }

    /** What is excluded: its entries are passed over, down to the repeated field that holds it. */
    static final class Passed extends Node {
        private final int level;

        Passed(List<Leaf> leaves, int level) {
            super(leaves);
            this.level = level;
        }

        @Override
        void read(int slot) {
            for (Leaf leaf : leaves()) {
                do {
                    leaf.consume();
                } while (leaf.repetition() > level);
            }
        }
    }

    /** A value. */
    static final class Value extends Node {
        private final Leaf leaf;
        private final int there;

        Value(Leaf leaf, int there) {
            super(List.of(leaf));
            this.leaf = leaf;
            this.there = there;
        }

        @Override
        void read(int slot) {
            if (leaf.definition() == there) {
                leaf.append(slot);
            }
            leaf.consume();
        }
    }
}
