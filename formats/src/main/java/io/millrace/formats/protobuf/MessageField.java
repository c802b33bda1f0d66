package io.millrace.formats.protobuf;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.millrace.formats.binary.Cursor;
import io.millrace.formats.columns.Place;

/** A field of the messages at one place. */
abstract class MessageField {
    private static final MessageField[] NO_RIVALS = {};

    /** The other fields of its oneof. */
    private MessageField[] rivals = NO_RIVALS;

    static MessageField of(FieldDescriptor field, Place place, Readers readers) {
        if (place.excluded()) {
            return new Excluded();
        }
        if (field.isMapField()) {
            return new MapField(field, place, readers);
        }
        return field.isRepeated()
                ? new RepeatedField(field, place, readers)
                : new SingleField(field, readers.value(field, place), readers);
    }

    final void rivals(MessageField... fields) {
        rivals = fields;
    }

    /** What comes later in a oneof replaces what came before. */
    final void replaceRivals() {
        for (MessageField rival : rivals) {
            if (rival != this) {
                rival.forget();
            }
        }
    }

    /**
     * Takes the value that follows its tag; false, and nothing taken, when it does not stand there as the field's type
     * would.
     */
    abstract boolean meet(Cursor in, int wireType, long stamp, int slot);

    /** Ends the message: what was met is read, and what was not may be a default. */
    abstract void finish(Cursor in, long stamp, int slot);

    abstract void forget();

    private static final class Excluded extends MessageField {
        @Override
        boolean meet(Cursor in, int wireType, long stamp, int slot) {
            return false;
        }

        @Override
        void finish(Cursor in, long stamp, int slot) {}

        @Override
        void forget() {}
    }
}
