package io.millrace.formats.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.millrace.formats.binary.Cursor;
import io.millrace.formats.columns.ObjectPlace;
import io.millrace.formats.columns.Place;
import io.millrace.spi.error.ErrorCode;

/** Makes readers for fields, and counts what comes of it. How many places of messages there may be is bounded. */
final class Readers {
    private static final int MOST_DEFAULTS = 1 << 22;

    private int roomForMessages;
    private int overflowed;
    private int defaults;
    private final Runnable unknownFields;

    /**
     * @param mostMessages how many places of nested messages there may be
     * @param unknownFields told of every field on the wire that its type does not name
     */
    Readers(int mostMessages, Runnable unknownFields) {
        roomForMessages = mostMessages;
        this.unknownFields = unknownFields;
    }

    /** How many values came of nothing on the wire since the last call. */
    int takeDefaults() {
        int count = defaults;
        defaults = 0;
        return count;
    }

    /** One more value that takes no bytes on the wire; a fault when a record has too many of them. */
    void defaulted(Cursor in) {
        if (++defaults > MOST_DEFAULTS) {
            in.fail(ErrorCode.RECORD_TOO_LARGE, "Cannot read record: it has more than " + MOST_DEFAULTS + " defaults");
        }
    }

    int takeOverflowed() {
        int count = overflowed;
        overflowed = 0;
        return count;
    }

    void overflowed(int fields) {
        overflowed += fields;
    }

    void unknownField() {
        unknownFields.run();
    }

    /** What reads one value of a field, an element of it if it is repeated. */
    FieldReader value(FieldDescriptor field, Place place) {
        if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
            return Scalars.reader(field, place);
        }
        FieldReader body = WellKnown.find(field.getMessageType(), place, this)
                .orElseGet(() -> new NestedReader(field, place, this));
        int number = field.getNumber();
        boolean group = field.getType() == FieldDescriptor.Type.GROUP;
        return (in, slot) -> {
            int from = in.at;
            int to = group ? Wire.groupEnd(in, number) : 0;
            if (!group) {
                from = in.take(in.varint());
                to = in.at;
            }
            within(in, from, to, body, slot);
        };
    }

    /** Reads what lies between two positions before the current one. */
    static void within(Cursor in, int from, int to, FieldReader body, int slot) {
        if (in.failed()) {
            return;
        }
        int next = in.at;
        int end = in.end;
        in.at = from;
        in.end = to;
        body.read(in, slot);
        in.end = end;
        in.at = in.failed() ? end : next;
    }

    boolean takeRoom(Cursor in, Descriptor message) {
        if (roomForMessages == 0) {
            in.fail(
                    ErrorCode.RECORD_TOO_DEEP,
                    "Cannot read record: it has too many places for messages, one of them of " + message.getFullName());
            return false;
        }
        roomForMessages--;
        return true;
    }

    /** Messages in a field. */
    private static final class NestedReader implements FieldReader {
        private final Descriptor message;
        private final Place place;
        private final Readers readers;
        private MessageReader reader;

        NestedReader(FieldDescriptor field, Place place, Readers readers) {
            message = field.getMessageType();
            this.place = place;
            this.readers = readers;
        }

        @Override
        public void read(Cursor in, int slot) {
            if (reader == null) {
                if (!readers.takeRoom(in, message)) {
                    return;
                }
                reader = new MessageReader(message, place.struct(), readers);
            }
            if (in.enter()) {
                ObjectPlace object = place.beginStruct(slot);
                reader.read(in, object, slot);
                in.leave();
            }
        }
    }
}
