package io.millrace.formats.contract;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Payloads as bytes. */
public final class Bytes {
    private static final byte[] SIGNS = {
        0, '\n', '\r', '"', ',', '{', '}', '[', ']', '<', '>', '&', '\\', ' ', '0', '-', (byte) 0xC3, (byte) 0xFF
    };

    private Bytes() {}

    public static int indexOf(byte[] bytes, String ascii) {
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(ascii);
        if (at < 0) {
            throw new AssertionError("the payload does not hold " + ascii);
        }
        return at;
    }

    /** A copy with one to four changes: bytes replaced, put in, left out, repeated, or the end cut off. */
    public static byte[] damage(byte[] good, SplittableRandom random) {
        byte[] bytes = good;
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            bytes = change(bytes, random);
        }
        return bytes;
    }

    private static byte[] change(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(Math.min(16, bytes.length - at));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        switch (random.nextInt(6)) {
            case 0 -> out.write(bytes, at + length, bytes.length - at - length);
            case 1 -> {
                out.write(bytes, at, length);
                out.write(bytes, at, bytes.length - at);
            }
            case 2 -> {
                out.write(SIGNS[random.nextInt(SIGNS.length)]);
                out.write(bytes, at, bytes.length - at);
            }
            case 3 -> out.write(bytes, at, random.nextInt(bytes.length - at));
            default -> {
                byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
                rest[0] = random.nextBoolean() ? (byte) random.nextInt(256) : SIGNS[random.nextInt(SIGNS.length)];
                out.writeBytes(rest);
            }
        }
        return out.toByteArray();
    }
}
