package io.millrace.formats.protobuf;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.millrace.formats.binary.Cursor;
import java.util.Arrays;

/**
 * A field with one value at most. Without presence (proto3 scalars that are not optional) its absence is its default; with
 * presence it is null. A message that comes in parts is the parts one after the other.
 */
final class SingleField extends MessageField {
    private static final byte[] NOTHING = {};

    private final FieldDescriptor field;
    private final FieldReader reader;
    private final Readers readers;
    private final int wireType;
    private final boolean message;
    private final byte[] absent;

    private long met;
    private int at;
    /** The parts of a message after the first was met; empty while there is one. */
    private byte[] parts = NOTHING;

    SingleField(FieldDescriptor field, FieldReader reader, Readers readers) {
        this(field, reader, readers, field.hasPresence() ? NOTHING : Scalars.zero(field.getType()));
    }

    private SingleField(FieldDescriptor field, FieldReader reader, Readers readers, byte[] absent) {
        this.field = field;
        this.reader = reader;
        this.readers = readers;
        wireType = Scalars.wireType(field.getType());
        message = wireType == Wire.LENGTH && field.getType() == FieldDescriptor.Type.MESSAGE;
        this.absent = absent;
    }

    /** A key or a value of a map: never absent. */
    static SingleField entry(FieldDescriptor field, FieldReader reader, Readers readers) {
        return new SingleField(field, reader, readers, Scalars.zero(field.getType()));
    }

    @Override
    boolean meet(Cursor in, int type, long stamp, int slot) {
        if (type != wireType) {
            return false;
        }
        replaceRivals();
        int from = in.at;
        boolean again = met == stamp && message;
        Wire.skip(in, (long) field.getNumber() << 3 | type);
        if (again && !in.failed()) {
            append(in, from);
        } else {
            parts = NOTHING;
        }
        met = stamp;
        at = from;
        return true;
    }

    /** Puts the parts so far and the one that begins at {@code from} together. */
    private void append(Cursor in, int from) {
        byte[] before = parts.length > 0 ? parts : body(in, at);
        byte[] next = body(in, from);
        parts = Arrays.copyOf(before, before.length + next.length);
        System.arraycopy(next, 0, parts, before.length, next.length);
    }

    private static byte[] body(Cursor in, int from) {
        int back = in.at;
        in.at = from;
        int start = in.take(in.varint());
        byte[] body = Arrays.copyOfRange(in.bytes, start, in.at);
        in.at = back;
        return body;
    }

    @Override
    void finish(Cursor in, long stamp, int slot) {
        if (met != stamp) {
            finishAbsent(in, slot);
        } else if (parts.length > 0) {
            finishParts(in, slot);
        } else {
            in.at = at;
            reader.read(in, slot);
            in.at = in.end;
        }
    }

    private void finishAbsent(Cursor in, int slot) {
        if (absent.length > 0) {
            readers.defaulted(in);
            elsewhere(in, absent, slot);
        } else if (field.isRequired()) {
            in.fail("Cannot read record: it lacks a required field: " + field.getName());
        }
    }

    private void finishParts(Cursor in, int slot) {
        byte[] joined = new byte[parts.length + 5];
        int p = 0;
        int length = parts.length;
        while (length > 0x7F) {
            joined[p++] = (byte) (length | 0x80);
            length >>>= 7;
        }
        joined[p++] = (byte) length;
        System.arraycopy(parts, 0, joined, p, parts.length);
        elsewhere(in, joined, slot);
        parts = NOTHING;
    }

    /** Reads a value that stands in other bytes. */
    private void elsewhere(Cursor in, byte[] bytes, int slot) {
        byte[] input = in.bytes;
        int end = in.end;
        in.bytes = bytes;
        in.at = 0;
        in.end = bytes.length;
        reader.read(in, slot);
        in.bytes = input;
        in.end = end;
        in.at = end;
    }

    @Override
    void forget() {
        met = 0;
        parts = NOTHING;
    }
}
