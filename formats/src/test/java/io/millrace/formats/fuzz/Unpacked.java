package io.millrace.formats.fuzz;

import com.sun.management.ThreadMXBean;
import io.millrace.formats.compress.Compression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What came out of a compressed stream, as far as it was sound. Whatever the bytes: no exception but IOException, the same
 * outcome however much is read at once and however slowly the source gives, and memory in proportion to what came out.
 */
final class Unpacked {
    /** What is beyond is not looked at. */
    private static final int LOOKED_AT = 4 << 20;

    private static final long ALLOCATED_AT_LEAST = 64 << 20;
    private static final long ALLOCATED_PER_BYTE = 64;

    private final byte[] plain;
    private final boolean sound;

    private Unpacked(byte[] plain, boolean sound) {
        this.plain = plain;
        this.sound = sound;
    }

    static void keep(byte[] payload, Compression... compressions) {
        for (Compression compression : compressions) {
            requireSame(compression, slowly(payload, compression), frugally(payload, compression));
        }
    }

    /** For a library that looks more closely at what it is given at once: what comes out is the same nevertheless. */
    static void keepBytes(byte[] payload, Compression... compressions) {
        for (Compression compression : compressions) {
            Unpacked whole = frugally(payload, compression);
            Unpacked slow = slowly(payload, compression);
            requireSame(compression, new Unpacked(slow.plain, false), new Unpacked(whole.plain, false));
        }
    }

    private static Unpacked slowly(byte[] payload, Compression compression) {
        SplittableRandom random = new SplittableRandom(Arrays.hashCode(payload));
        int most = 1 + random.nextInt(5000);
        return read(compression, new Slow(payload, 1 + random.nextInt(300)), most);
    }

    private static Unpacked frugally(byte[] payload, Compression compression) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = Long.MAX_VALUE;
        Unpacked whole = null;
        // the first time, classes are loaded as well
        for (int time = 0; time < 2 && allocated > ALLOCATED_AT_LEAST; time++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            whole = read(compression, new ByteArrayInputStream(payload), 1 << 16);
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        int bytes = payload.length + whole.plain.length;
        if (allocated > ALLOCATED_AT_LEAST + ALLOCATED_PER_BYTE * bytes) {
            throw new AssertionError(compression + " allocated " + allocated + " bytes for " + payload.length
                    + " bytes that became " + whole.plain.length);
        }
        return whole;
    }

    /** Where a stream breaks, some of what is before may or may not come out. */
    private static void requireSame(Compression compression, Unpacked slow, Unpacked whole) {
        int common = slow.sound ? whole.plain.length : Math.min(slow.plain.length, whole.plain.length);
        boolean same = slow.sound == whole.sound
                && common <= slow.plain.length
                && Arrays.equals(slow.plain, 0, common, whole.plain, 0, common)
                && (!slow.sound || slow.plain.length == common);
        if (!same) {
            throw new AssertionError(compression + " depends on how it is read: " + slow.plain.length + " bytes, "
                    + slow.sound + "; " + whole.plain.length + " bytes, " + whole.sound);
        }
    }

    private static Unpacked read(Compression compression, InputStream from, int atOnce) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        byte[] buffer = new byte[atOnce];
        try (InputStream in = compression.open(from)) {
            int count = in.read(buffer, 0, atOnce);
            while (count >= 0 && plain.size() < LOOKED_AT) {
                if (count == 0) {
                    throw new AssertionError(compression + " gives nothing and does not end");
                }
                plain.write(buffer, 0, Math.min(count, LOOKED_AT - plain.size()));
                count = in.read(buffer, 0, atOnce);
            }
            return new Unpacked(plain.toByteArray(), true);
        } catch (IOException e) {
            return new Unpacked(plain.toByteArray(), plain.size() == LOOKED_AT);
        }
    }

    /** A source as a network is one. */
    private static final class Slow extends FilterInputStream {
        private final int atOnce;

        Slow(byte[] bytes, int atOnce) {
            super(new ByteArrayInputStream(bytes));
            this.atOnce = atOnce;
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            return super.read(to, from, Math.min(length, atOnce));
        }

        @Override
        public int available() {
            return 0;
        }
    }
}
