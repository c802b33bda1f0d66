package io.millrace.formats.parquet;

import java.util.List;

/** A field of a file's schema, on its way into columns. */
abstract class Node {
    private final List<Leaf> leaves;
    private final Leaf first;

    /** @param leaves the columns of the file below this field, at least one */
    Node(List<Leaf> leaves) {
        this.leaves = leaves;
        first = leaves.isEmpty() ? null : leaves.get(0);
    }

    final List<Leaf> leaves() {
        return leaves;
    }

    /** How far the next value is defined, at this field or below. */
    final int definition() {
        return first.definition();
    }

    /** At which repeated field the next value goes on. */
    final int repetition() {
        return first.repetition();
    }

    /** Passes over the one entry of each column that stands for a null above. */
    final void skip() {
        for (int i = 0; i < leaves.size(); i++) {
            leaves.get(i).consume();
        }
    }

    /** Reads the value of the object or element at {@code slot}. */
    abstract void read(int slot);
}
