package io.millrace.formats.columns;

import io.millrace.spi.batch.BooleanVector;
import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DecimalVector;
import io.millrace.spi.batch.DoubleVector;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.ListVector;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.batch.MapVector;
import io.millrace.spi.batch.StructVector;
import io.millrace.spi.batch.Vector;
import java.util.ArrayList;
import java.util.List;

/** A column and what is below it, with its vectors at hand. */
public final class Field {
    public final Column column;
    private final String path;
    private final Tree tree;

    public LongVector longs;
    public DoubleVector doubles;
    public BytesVector strings;
    public BooleanVector booleans;
    public DecimalVector decimals;
    public LongVector timestamps;
    public StructVector structs;
    public ListVector lists;
    public ObjectNode object;
    public Field element;

    /** The vectors of kinds that JSON does not have. */
    private final List<Vector> others = new ArrayList<>(0);

    private MapVector maps;
    private Field mapKey;
    private Field mapValue;

    /** Whether this column counts as a leaf; a container hands its count to what is found first below it. */
    private boolean leaf;

    public Field(Column column, String path, Tree tree, boolean leaf) {
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
                || timestamps != null
                || !others.isEmpty();
    }

    /** Whether this column counts as a leaf without holding values of its own. */
    public boolean mayLendLeaf() {
        return leaf && !hasScalar();
    }

    /** Gives the count of this column to one below it, if it can. */
    public boolean lendLeaf() {
        boolean lent = mayLendLeaf();
        leaf &= !lent;
        return lent;
    }

    public boolean holds(int slot) {
        return last(longs) == slot
                || last(strings) == slot
                || last(doubles) == slot
                || last(structs) == slot
                || last(lists) == slot
                || last(booleans) == slot
                || last(timestamps) == slot
                || last(decimals) == slot
                || last(maps) == slot
                || othersHold(slot);
    }

    private boolean othersHold(int slot) {
        for (int i = 0; i < others.size(); i++) {
            if (last(others.get(i)) == slot) {
                return true;
            }
        }
        return false;
    }

    private static int last(Vector vector) {
        return vector == null ? -1 : vector.lastSlot();
    }

    public void append(int slot, long value) {
        if (longs == null) {
            scalar();
            longs = column.longs(Kind.BIGINT);
        }
        longs.append(slot, value);
    }

    public void append(int slot, double value) {
        if (doubles == null) {
            scalar();
            doubles = column.doubles();
        }
        doubles.append(slot, value);
    }

    public void append(int slot, boolean value) {
        if (booleans == null) {
            scalar();
            booleans = column.booleans();
        }
        booleans.append(slot, value);
    }

    public void appendTimestamp(int slot, long micros) {
        if (timestamps == null) {
            scalar();
            timestamps = column.longs(Kind.TIMESTAMP);
        }
        timestamps.append(slot, micros);
    }

    public void append(int slot, long high, long low, int scale) {
        if (decimals == null) {
            scalar();
            decimals = column.decimals();
        }
        decimals.append(slot, high, low, scale);
    }

    public BytesVector strings() {
        if (strings == null) {
            scalar();
            strings = column.bytes(Kind.STRING);
        }
        return strings;
    }

    public ObjectNode beginStruct(int slot) {
        ObjectNode node = structNode();
        structs.append(slot);
        return node;
    }

    ObjectNode structNode() {
        if (structs == null) {
            structs = column.structs();
            object = new ObjectNode(path + ".", this, structs::addField);
        }
        return object;
    }

    public ListVector beginList(int slot) {
        if (lists == null) {
            listElement();
        }
        lists.append(slot);
        return lists;
    }

    Field listElement() {
        if (lists == null) {
            lists = column.lists();
            element = tree.element(lists.element(), path, this);
        }
        return element;
    }

    /** Keys and values go to {@link #mapKey} and {@link #mapValue}. */
    public MapVector beginMap(int slot) {
        mapVector().append(slot);
        return maps;
    }

    Field mapKey() {
        mapVector();
        return mapKey;
    }

    Field mapValue() {
        mapVector();
        return mapValue;
    }

    private MapVector mapVector() {
        if (maps == null) {
            maps = column.maps();
            mapKey = tree.element(maps.key(), path, this);
            mapValue = tree.element(maps.value(), path, this);
        }
        return maps;
    }

    /** The vector of DATE, TIME or TIMESTAMP_NTZ values. */
    LongVector otherLongs(Kind kind) {
        return other(column.longs(kind));
    }

    /** The vector of BINARY or UUID values. */
    BytesVector otherBytes(Kind kind) {
        return other(column.bytes(kind));
    }

    private <V extends Vector> V other(V vector) {
        if (!others.contains(vector)) {
            scalar();
            others.add(vector);
        }
        return vector;
    }

    private void scalar() {
        if (!leaf) {
            leaf = true;
            tree.countLeaf();
        }
    }
}
