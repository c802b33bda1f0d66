package io.millrace.formats.columns;

import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.ListVector;
import io.millrace.spi.batch.MapVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;

/**
 * Where the values of one field go. Its column comes into being with the first value. A slot takes one value at most; a
 * slot that gets none is null. Scalars beyond MAX_COLUMNS go into the overflow column of their object; what EXCLUDE_COLUMNS
 * names goes nowhere, and need not be decoded.
 */
public final class Place {
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final long NANOS_PER_MICRO = 1000;

    private final Tree tree;
    /** Null for elements of lists and maps, which always have room. */
    private final ObjectNode node;

    private final Spellings group;
    private final int ordinal;
    /** Made when it is needed. */
    private byte[] columnName = {};

    private Field field;
    private ObjectPlace object;
    private Place element;
    private Place key;
    private Place value;

    private Place(Tree tree, ObjectNode node, Spellings group, int ordinal, Field field) {
        this.tree = tree;
        this.node = node;
        this.group = group;
        this.ordinal = ordinal;
        this.field = field;
    }

    static Place of(Tree tree, ObjectNode node, Spellings group, int ordinal) {
        return new Place(tree, node, group, ordinal, null);
    }

    /** Whether what is appended goes nowhere. */
    public boolean excluded() {
        return group.excluded;
    }

    /** Whether there is a value at the slot, unless it went into the overflow column. */
    public boolean holds(int slot) {
        return field != null && field.holds(slot);
    }

    /** The name of the field as it came first. */
    public String name() {
        return group.name;
    }

    /**
     * The field for a scalar, or null when it is excluded or there is no room: for parsers that append by themselves. Then
     * {@link #overflow} takes the value.
     */
    public Field scalar() {
        return field != null ? field : find(false);
    }

    public void append(int slot, long number) {
        Field to = scalar();
        if (to != null) {
            to.append(slot, number);
        } else {
            overflowBare(Long.toString(number));
        }
    }

    /** Infinities and NaN have no JSON: in the overflow column they are texts. */
    public void append(int slot, double number) {
        Field to = scalar();
        if (to != null) {
            to.append(slot, number);
        } else if (Double.isFinite(number)) {
            overflowBare(Double.toString(number));
        } else {
            overflow(Double.toString(number));
        }
    }

    public void append(int slot, boolean truth) {
        Field to = scalar();
        if (to != null) {
            to.append(slot, truth);
        } else {
            overflowBare(Boolean.toString(truth));
        }
    }

    /** An unscaled value of 128 bits; see {@link io.millrace.spi.batch.DecimalVector}. */
    public void append(int slot, long high, long low, int scale) {
        Field to = scalar();
        if (to != null) {
            to.append(slot, high, low, scale);
        } else {
            BigInteger unscaled = BigInteger.valueOf(high).shiftLeft(64).or(new BigInteger(Long.toUnsignedString(low)));
            overflowBare(new BigDecimal(unscaled, scale).toPlainString());
        }
    }

    /** @param time of kind TIMESTAMP, TIMESTAMP_NTZ, TIME (microseconds) or DATE (days) */
    public void append(int slot, Kind kind, long time) {
        Field to = scalar();
        if (to == null) {
            overflow(text(kind, time));
        } else if (kind == Kind.TIMESTAMP) {
            to.appendTimestamp(slot, time);
        } else {
            to.otherLongs(kind).append(slot, time);
        }
    }

    /** A text: {@code utf8[from, to)}. */
    public void appendText(int slot, byte[] utf8, int from, int to) {
        Field into = scalar();
        if (into != null) {
            into.strings().append(slot, utf8, from, to);
        } else {
            overflow(utf8, from, to);
        }
    }

    /** Bytes of kind BINARY or UUID; in the overflow column they are Base64. */
    public void appendBytes(int slot, Kind kind, byte[] bytes, int from, int to) {
        Field into = scalar();
        if (into != null) {
            BytesVector vector = into.otherBytes(kind);
            vector.append(slot, bytes, from, to);
        } else {
            overflow(Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, to)));
        }
    }

    /** The object that begins at {@code slot}, whose fields have the same slot; not for excluded fields. */
    public ObjectPlace beginStruct(int slot) {
        ObjectNode child = container().beginStruct(slot);
        if (object == null) {
            object = new ObjectPlace(tree, child);
        }
        return object;
    }

    /** The fields of the objects here, before there is one; not for excluded fields. */
    public ObjectPlace struct() {
        if (object == null) {
            object = new ObjectPlace(tree, container().structNode());
        }
        return object;
    }

    /** The array that begins at {@code slot}; its elements go to {@link #element}. Not for excluded fields. */
    public ListVector beginList(int slot) {
        return container().beginList(slot);
    }

    public Place element() {
        if (element == null) {
            element = new Place(tree, null, group, 0, container().listElement());
        }
        return element;
    }

    /** The map that begins at {@code slot}; its entries go to {@link #key} and {@link #value}. Not for excluded fields. */
    public MapVector beginMap(int slot) {
        return container().beginMap(slot);
    }

    public Place key() {
        if (key == null) {
            key = new Place(tree, null, group, 0, container().mapKey());
        }
        return key;
    }

    public Place value() {
        if (value == null) {
            value = new Place(tree, null, group, 0, container().mapValue());
        }
        return value;
    }

    /** Puts a text that has no column into the overflow column; nothing if the field is excluded. */
    public void overflow(byte[] utf8, int from, int to) {
        if (!group.excluded) {
            into().putText(columnName(), utf8, from, to);
        }
    }

    /** Puts a number or a truth value that has no column into the overflow column, as JSON; nothing if it is excluded. */
    public void overflowJson(byte[] json, int from, int to) {
        if (!group.excluded) {
            byte[] name = columnName();
            into().put(Key.hash(name, 0, name.length), name, 0, name.length, json, from, to);
        }
    }

    private void overflow(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        overflow(utf8, 0, utf8.length);
    }

    /** Puts JSON as it stands there. */
    private void overflowBare(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.US_ASCII);
        overflowJson(bytes, 0, bytes.length);
    }

    private Overflow into() {
        return node.overflow == null ? tree.addOverflow(node) : node.overflow;
    }

    private byte[] columnName() {
        if (columnName.length == 0) {
            columnName = (group.name + "_".repeat(ordinal)).getBytes(StandardCharsets.UTF_8);
        }
        return columnName;
    }

    /** A struct, list or map has room always: it is what is in it that counts. */
    private Field container() {
        return field != null ? field : find(true);
    }

    private Field find(boolean always) {
        if (group.excluded) {
            return null;
        }
        while (group.fields.size() <= ordinal && (always || tree.hasRoom(node))) {
            tree.addField(node, group);
        }
        field = group.fields.size() > ordinal ? group.fields.get(ordinal) : null;
        return field;
    }

    private static String text(Kind kind, long time) {
        return switch (kind) {
            case DATE -> LocalDate.ofEpochDay(time).toString();
            case TIME -> LocalTime.ofNanoOfDay(time * NANOS_PER_MICRO).toString();
            case TIMESTAMP -> Instant.EPOCH.plus(time, ChronoUnit.MICROS).toString();
            case TIMESTAMP_NTZ ->
                LocalDate.ofEpochDay(Math.floorDiv(time, MICROS_PER_DAY))
                        .atTime(LocalTime.ofNanoOfDay(Math.floorMod(time, MICROS_PER_DAY) * NANOS_PER_MICRO))
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDateTime()
                        .toString();
            default -> throw new IllegalArgumentException("not a time: " + kind);
        };
    }
}
