package io.millrace.formats.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import io.millrace.formats.binary.Cursor;
import io.millrace.formats.columns.ObjectPlace;

/** Reads messages of one type into rows. Several may share the root. */
final class MessageRows {
    private final ObjectPlace root;
    private final Readers readers;
    private final MessageReader reader;

    /**
     * @param mostMessages how many places of nested messages there may be
     * @param unknownFields told of every field on the wire that its type does not name
     */
    MessageRows(Descriptor message, int mostMessages, ObjectPlace root, Runnable unknownFields) {
        this.root = root;
        readers = new Readers(mostMessages, unknownFields);
        reader = new MessageReader(message, root, readers);
    }

    /** Reads the message that the rest of the cursor is into a row; returns how many fields found no room. */
    int read(Cursor in, int row) {
        readers.takeDefaults();
        if (in.enter()) {
            reader.read(in, root, row);
        }
        return readers.takeOverflowed();
    }
}
