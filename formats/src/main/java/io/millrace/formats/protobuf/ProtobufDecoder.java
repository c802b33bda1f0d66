package io.millrace.formats.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import io.millrace.formats.binary.Cursor;
import io.millrace.formats.binary.PayloadDecoder;
import io.millrace.spi.decode.DecodeSettings;

/** One message a payload. */
final class ProtobufDecoder extends PayloadDecoder {
    private final MessageRows rows;

    ProtobufDecoder(Descriptor message, DecodeSettings settings) {
        super(settings);
        rows = new MessageRows(message, settings.maxColumns() + 1000, root);
    }

    @Override
    protected int read(Cursor in) {
        return rows.read(in, rows());
    }

    /** How many fields on the wire the message does not name. */
    long unknownFields() {
        return rows.unknownFields();
    }
}
