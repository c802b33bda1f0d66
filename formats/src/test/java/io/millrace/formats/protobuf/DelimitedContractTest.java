package io.millrace.formats.protobuf;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import io.millrace.formats.contract.Bytes;
import io.millrace.formats.contract.DecoderContract;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.RejectSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Streams of messages; the message is what the records written so far need. */
class DelimitedContractTest extends DecoderContract {
    private final Shape shape = new Shape();

    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(Capability.MIXED_KINDS));
    }

    @Override
    protected Decoder open(DecodeSettings settings) {
        return new Late(settings);
    }

    @Override
    protected byte[] write(List<Map<String, Object>> records) {
        records.forEach(shape::see);
        Descriptor type = type();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            for (Map<String, Object> record : records) {
                Shape.datum(record, type).writeDelimitedTo(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private Descriptor type() {
        return Protos.message(FileDescriptorProto.newBuilder()
                .setName("test.proto")
                .setSyntax("proto3")
                .addMessageType(shape.message("M"))
                .build());
    }

    @Override
    protected byte[] writeBroken(List<Map<String, Object>> before, List<Map<String, Object>> after) {
        List<Map<String, Object>> all = new ArrayList<>(before);
        Map<String, Object> broken = new HashMap<>(before.get(0));
        broken.put("name", "~MARK~");
        all.add(broken);
        all.addAll(after);
        byte[] payload = write(all);
        payload[Bytes.indexOf(payload, "~MARK~") - 1] = 120;
        return payload;
    }

    /** A decoder that takes its message when it first decodes. */
    private final class Late implements Decoder {
        private final DecodeSettings settings;
        private Decoder decoder;

        Late(DecodeSettings settings) {
            this.settings = settings;
        }

        private Decoder decoder() {
            decoder = decoder == null ? new DelimitedDecoder(type(), settings) : decoder;
            return decoder;
        }

        @Override
        public int decode(byte[] bytes, int from, int to, boolean complete, RejectSink rejects) {
            return decoder().decode(bytes, from, to, complete, rejects);
        }

        @Override
        public int rows() {
            return decoder().rows();
        }

        @Override
        public boolean full() {
            return decoder().full();
        }

        @Override
        public Batch batch() {
            return decoder().batch();
        }

        @Override
        public void reset() {
            decoder().reset();
        }

        @Override
        public long duplicateKeys() {
            return decoder().duplicateKeys();
        }

        @Override
        public long overflowedFields() {
            return decoder().overflowedFields();
        }
    }
}
