package io.millrace.testing.kinesis;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** Makes what the Kinesis producer library puts: an aggregate whose records have keys {@code k0}, {@code k1} in turn. */
public final class Aggregates {
    private Aggregates() {}

    public static byte[] of(List<byte[]> records) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        field(message, 1, "k0".getBytes(StandardCharsets.UTF_8));
        field(message, 1, "k1".getBytes(StandardCharsets.UTF_8));
        field(message, 2, "12345".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < records.size(); i++) {
            ByteArrayOutputStream record = new ByteArrayOutputStream();
            varint(record, 1 << 3);
            varint(record, i % 2);
            varint(record, 2 << 3);
            varint(record, 0);
            field(record, 3, records.get(i));
            field(record, 4, new byte[] {10, 1, 'a'});
            field(message, 3, record.toByteArray());
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(new byte[] {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2});
        all.writeBytes(message.toByteArray());
        all.writeBytes(md5(message.toByteArray()));
        return all.toByteArray();
    }

    private static void field(ByteArrayOutputStream out, int number, byte[] value) {
        varint(out, number << 3 | 2);
        varint(out, value.length);
        out.writeBytes(value);
    }

    private static void varint(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > 0x7F) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
