package io.millrace.formats.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.millrace.formats.binary.Cursor;
import io.millrace.formats.columns.ObjectPlace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages of one type at one place. A message is walked once to find its fields, of which the last value counts, then the
 * values are read in the order in which the type declares them. Elements of repeated fields are read as they come.
 */
final class MessageReader {
    private static final int SMALL_NUMBERS = 256;

    private final MessageField[] fields;
    private final MessageField[] small = new MessageField[SMALL_NUMBERS];
    private final Map<Integer, MessageField> large = new HashMap<>();
    private final Readers readers;
    /** The messages read so far: a field with this stamp is in the current one. */
    private long messages;

    MessageReader(Descriptor type, ObjectPlace object, Readers readers) {
        this.readers = readers;
        object.begin();
        List<FieldDescriptor> declared = type.getFields();
        fields = new MessageField[declared.size()];
        for (int i = 0; i < fields.length; i++) {
            FieldDescriptor field = declared.get(i);
            fields[i] = MessageField.of(field, object.field(field.getName()), readers);
            if (field.getNumber() < SMALL_NUMBERS) {
                small[field.getNumber()] = fields[i];
            } else {
                large.put(field.getNumber(), fields[i]);
            }
        }
        for (int i = 0; i < fields.length; i++) {
            if (declared.get(i).getRealContainingOneof() != null) {
                fields[i].rivals(declared.get(i).getRealContainingOneof().getFields().stream()
                        .map(rival -> fields[declared.indexOf(rival)])
                        .toArray(MessageField[]::new));
            }
        }
    }

    /** Reads the message that the rest of the cursor is. */
    void read(Cursor in, ObjectPlace object, int slot) {
        object.abandon();
        long stamp = ++messages;
        while (in.at < in.end) {
            long tag = in.varint();
            int number = Wire.number(tag);
            if (number == 0) {
                in.fail("Cannot read record: no field has the tag " + tag);
                return;
            }
            MessageField field = number < SMALL_NUMBERS ? small[number] : large.get(number);
            if (field == null || !field.meet(in, Wire.type(tag), stamp, slot)) {
                if (field == null) {
                    readers.unknownField();
                }
                Wire.skip(in, tag);
            }
        }
        for (int i = 0; i < fields.length && !in.failed(); i++) {
            fields[i].finish(in, stamp, slot);
        }
        readers.overflowed(object.end(slot));
    }
}
