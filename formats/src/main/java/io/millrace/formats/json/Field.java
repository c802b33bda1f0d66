package io.millrace.formats.json;

import io.millrace.spi.batch.BooleanVector;
import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DecimalVector;
import io.millrace.spi.batch.DoubleVector;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.ListVector;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.batch.StructVector;
import io.millrace.spi.batch.Vector;

/** A column and what is below it, with its vectors at hand. */
final class Field {
    final Column column;
    private final String path;
    private final Tree tree;

    LongVector longs;
    DoubleVector doubles;
    BytesVector strings;
    BooleanVector booleans;
    DecimalVector decimals;
    LongVector timestamps;
    StructVector structs;
    ListVector lists;
    ObjectNode object;
    Field element;

    /** Whether this column counts as a leaf; a container hands its count to what is found first below it. */
    private boolean leaf;

    Field(Column column, String path, Tree tree, boolean leaf) {
        this.column = column;
        this.path = path;
        this.tree = tree;
        this.leaf = leaf;
    }

    private boolean hasScalar() {
        return longs != null
                || doubles != null
                || strings != null
                || booleans != null
                || decimals != null
                || timestamps != null;
    }

    /** Whether this column counts as a leaf without holding values of its own. */
    boolean mayLendLeaf() {
        return leaf && !hasScalar();
    }

    /** Gives the count of this column to one below it, if it can. */
    boolean lendLeaf() {
        boolean lent = mayLendLeaf();
        leaf &= !lent;
        return lent;
    }

    boolean holds(int slot) {
        return last(longs) == slot
                || last(strings) == slot
                || last(doubles) == slot
                || last(structs) == slot
                || last(lists) == slot
                || last(booleans) == slot
                || last(timestamps) == slot
                || last(decimals) == slot;
    }

    private static int last(Vector vector) {
        return vector == null ? -1 : vector.lastSlot();
    }

    void append(int slot, long value) {
        if (longs == null) {
            scalar();
            longs = column.longs(Kind.BIGINT);
        }
        longs.append(slot, value);
    }

    void append(int slot, double value) {
        if (doubles == null) {
            scalar();
            doubles = column.doubles();
        }
        doubles.append(slot, value);
    }

    void append(int slot, boolean value) {
        if (booleans == null) {
            scalar();
            booleans = column.booleans();
        }
        booleans.append(slot, value);
    }

    void appendTimestamp(int slot, long micros) {
        if (timestamps == null) {
            scalar();
            timestamps = column.longs(Kind.TIMESTAMP);
        }
        timestamps.append(slot, micros);
    }

    void append(int slot, long high, long low, int scale) {
        if (decimals == null) {
            scalar();
            decimals = column.decimals();
        }
        decimals.append(slot, high, low, scale);
    }

    BytesVector strings() {
        if (strings == null) {
            scalar();
            strings = column.bytes(Kind.STRING);
        }
        return strings;
    }

    ObjectNode beginStruct(int slot) {
        if (structs == null) {
            structs = column.structs();
            object = new ObjectNode(path + ".", this, structs::addField);
        }
        structs.append(slot);
        return object;
    }

    ListVector beginList(int slot) {
        if (lists == null) {
            lists = column.lists();
            element = tree.element(lists.element(), path, this);
        }
        lists.append(slot);
        return lists;
    }

    private void scalar() {
        if (!leaf) {
            leaf = true;
            tree.countLeaf();
        }
    }
}
