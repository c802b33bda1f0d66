package io.millrace.connector.kinesis;

import io.millrace.formats.compress.Compression;
import io.millrace.spi.error.MillraceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Decompresses single payloads into one buffer that is used again. */
final class Unpacking {
    /** A record of a megabyte can hold a gigabyte of zeros. */
    private static final int LARGEST = 64 << 20;

    private static final int KEPT = 4 << 20;

    private final Compression compression;
    private byte[] buffer = new byte[64 << 10];
    private byte[] bytes = buffer;
    private int start;
    private int end;
    private Optional<String> damage = Optional.empty();

    Unpacking(Compression compression) {
        this.compression = compression;
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Why there are no bytes; empty as a rule. */
    Optional<String> damage() {
        return damage;
    }

    void unpack(byte[] packed, int from, int to) {
        damage = Optional.empty();
        bytes = packed;
        start = from;
        end = to;
        if (compression == Compression.NONE || (compression == Compression.AUTO && isPlain(packed, from, to))) {
            return;
        }
        bytes = buffer;
        start = 0;
        end = 0;
        try (InputStream in = compression.open(new ByteArrayInputStream(packed, from, to - from))) {
            readAll(in);
        } catch (IOException | MillraceException e) {
            fail(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
        buffer = bytes.length > KEPT ? new byte[KEPT] : bytes;
    }

    private void readAll(InputStream in) throws IOException {
        int count = in.read(bytes, end, bytes.length - end);
        while (count >= 0) {
            end += count;
            if (end == bytes.length) {
                if (end >= LARGEST) {
                    fail("it is larger than " + (LARGEST >> 20) + " MiB");
                    return;
                }
                bytes = Arrays.copyOf(bytes, bytes.length * 2);
            }
            count = in.read(bytes, end, bytes.length - end);
        }
    }

    private void fail(String why) {
        end = 0;
        damage = Optional.of("Cannot decompress record: " + why);
    }

    /** Whether the first byte is none that a known compression begins with: most payloads are text. */
    private static boolean isPlain(byte[] packed, int from, int to) {
        if (from == to) {
            return true;
        }
        int first = packed[from] & 0xFF;
        return first != 0x1F
                && first != 0x28
                && first != 0x04
                && first != 'B'
                && first != 0xFF
                && (first & 0xF0) != 0x50;
    }
}
