package io.millrace.lake.keys;

import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes the index of one data file from its keys in the order of the rows: first as they come, then into their buckets. */
final class KeyIndexWriter implements AutoCloseable {
    private static final int MOST_ROWS = (Integer.MAX_VALUE - KeyIndex.start(26)) / KeyIndex.ENTRY;

    private final Path scratch;
    private final int rows;
    private final int bits;
    private final int[] counts;
    private final LongBuffer raw;
    private int written;

    /** @param scratch a file of that name is made, and deleted by {@link #close} */
    KeyIndexWriter(Path scratch, long rows) throws IOException {
        if (rows > MOST_ROWS) {
            throw new IOException("a data file has too many rows for an index of its keys: " + rows);
        }
        this.scratch = scratch;
        this.rows = (int) rows;
        this.bits = KeyIndex.bits(rows);
        this.counts = new int[1 << bits];
        this.raw = map(scratch, rows * (long) KeyIndex.ENTRY).asLongBuffer();
    }

    void add(long high, int low) {
        if (written == rows) {
            throw new IllegalStateException("a data file has more rows than its metadata say: " + rows);
        }
        counts[KeyIndex.bucket(high, bits)]++;
        raw.put(2 * written, high);
        raw.put(2 * written + 1, ((long) low << 32) | written);
        written++;
    }

    /** Writes the index to a file that is not there yet. */
    void finish(Path file) throws IOException {
        if (written != rows) {
            throw new IllegalStateException("a data file has %d rows instead of %d".formatted(written, rows));
        }
        MappedByteBuffer all = map(file, KeyIndex.start(bits) + (long) rows * KeyIndex.ENTRY);
        all.putInt(0, rows);
        all.putInt(4, bits);
        int[] next = new int[counts.length];
        int end = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            next[bucket] = end;
            end += counts[bucket];
            all.putInt(8 + 4 * bucket, end);
        }
        LongBuffer entries =
                all.slice(KeyIndex.start(bits), rows * KeyIndex.ENTRY).asLongBuffer();
        for (int row = 0; row < rows; row++) {
            long high = raw.get(2 * row);
            int entry = next[KeyIndex.bucket(high, bits)]++;
            entries.put(2 * entry, high);
            entries.put(2 * entry + 1, raw.get(2 * row + 1));
        }
        all.force(); // a torn index would not be told from a whole one
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(scratch);
    }

    private static MappedByteBuffer map(Path file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(MapMode.READ_WRITE, 0, bytes);
        }
    }
}
