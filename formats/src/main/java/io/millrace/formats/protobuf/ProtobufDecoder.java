package io.millrace.formats.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import io.millrace.formats.binary.Cursor;
import io.millrace.formats.binary.PayloadDecoder;
import io.millrace.formats.registry.RegistryHeader;
import io.millrace.spi.decode.DecodeSettings;

/** One message a payload. */
final class ProtobufDecoder extends PayloadDecoder {
    private final MessageRows rows;
    private final boolean header;

    ProtobufDecoder(Descriptor message, DecodeSettings settings) {
        this(message, settings, false);
    }

    private ProtobufDecoder(Descriptor message, DecodeSettings settings, boolean header) {
        super(settings);
        this.header = header;
        rows = new MessageRows(message, settings.maxColumns() + 1000, root, this::countUnknown);
    }

    /** A decoder of messages behind the header of a registry, which may say anything. */
    static ProtobufDecoder behindHeader(Descriptor message, DecodeSettings settings) {
        return new ProtobufDecoder(message, settings, true);
    }

    @Override
    protected int read(Cursor in) {
        if (header) {
            RegistryHeader.read(in);
            for (long indexes = in.zigzag(); indexes > 0 && !in.failed(); indexes--) {
                in.zigzag();
            }
        }
        return rows.read(in, rows());
    }
}
