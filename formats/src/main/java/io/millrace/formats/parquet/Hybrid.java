package io.millrace.formats.parquet;

import io.millrace.formats.scan.Scan;
import java.io.IOException;
import java.util.Arrays;

/** Small numbers of a fixed width, as runs of one number and as packed groups of eight, the lowest bits first. */
final class Hybrid implements Numbers {
    private static final int GROUP = 8;

    private final byte[] bytes;
    private final int end;
    private final int width;
    private final long mask;
    private int at;
    private int repeats;
    private int repeated;
    private long packed;
    /** The bit at which the next packed number begins. */
    private long bit;

    /** Numbers of {@code width} bits, 0 to 32, in {@code bytes[from, end)}. */
    Hybrid(byte[] bytes, int from, int end, int width) throws IOException {
        if (width < 0 || width > Integer.SIZE) {
            throw new IOException("a page has numbers of " + width + " bits");
        }
        this.bytes = bytes;
        this.at = from;
        this.end = end;
        this.width = width;
        this.mask = (1L << width) - 1;
    }

    @Override
    public void read(int[] into, int count) throws IOException {
        int done = 0;
        while (done < count) {
            if (repeats > 0) {
                int run = Math.min(repeats, count - done);
                Arrays.fill(into, done, done + run, repeated);
                repeats -= run;
                done += run;
            } else if (packed > 0) {
                int run = (int) Math.min(packed, count - done);
                unpack(into, done, run);
                packed -= run;
                done += run;
            } else {
                begin();
            }
        }
    }

    private void begin() throws IOException {
        long header = varint();
        if ((header & 1) == 0) {
            repeats = (int) (header >>> 1);
            int length = (width + Byte.SIZE - 1) / Byte.SIZE;
            require(length);
            repeated = 0;
            for (int i = 0; i < length; i++) {
                repeated |= (bytes[at++] & 0xFF) << Byte.SIZE * i;
            }
            return;
        }
        long groups = header >>> 1;
        packed = groups * GROUP;
        bit = (long) at * Byte.SIZE;
        // the last group of a page may lack the bytes of numbers that do not count
        at = (int) Math.min(end, at + groups * width);
        if (groups > 0 && width > 0 && at <= bit / Byte.SIZE) {
            throw cut();
        }
    }

    private void unpack(int[] into, int from, int count) throws IOException {
        if (width > 0 && bit + (long) count * width > (long) at * Byte.SIZE) {
            throw cut();
        }
        long position = bit;
        for (int i = from; i < from + count; i++) {
            int p = (int) (position >>> 3);
            long word = p <= bytes.length - Long.BYTES ? (long) Scan.LONGS.get(bytes, p) : tail(p);
            into[i] = (int) (word >>> (position & 7) & mask);
            position += width;
        }
        bit = position;
    }

    private long tail(int from) {
        long word = 0;
        for (int p = Math.min(bytes.length, from + Long.BYTES) - 1; p >= from; p--) {
            word = word << Byte.SIZE | bytes[p] & 0xFF;
        }
        return word;
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift <= 28; shift += 7) {
            require(1);
            byte b = bytes[at++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value & 0xFFFF_FFFFL;
            }
        }
        throw new IOException("a page has a run of no length");
    }

    private void require(int count) throws IOException {
        if (count > end - at) {
            throw cut();
        }
    }

    private static IOException cut() {
        return new IOException("a page has fewer numbers than it says");
    }
}
