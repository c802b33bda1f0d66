package io.millrace.jobs.keys;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A hash table with open addressing in a mapped file: three longs a slot, the third of which, a time, is 0 when it is free. */
final class KeyTable implements AutoCloseable {
    private static final int WORDS = 3;
    private static final int FIRST_SLOTS = 1 << 10;
    private static final int MOST_SLOTS = 1 << 26;

    private final Path file;
    private LongBuffer table;
    private int slots;
    private int used;

    KeyTable(Path file) {
        this.file = requireNonNull(file, "file is null");
        open(FIRST_SLOTS);
    }

    boolean add(long high, long low, long micros, long cutoff) {
        if (used * 5L >= slots * 3L) {
            rebuild(cutoff);
        }
        int slot = find(high, low);
        long time = table.get(slot * WORDS + 2);
        if (time > cutoff) {
            return false;
        }
        used += time == 0 ? 1 : 0;
        put(slot, high, low, micros);
        return true;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** The slot of a key, or the free one where it belongs. */
    private int find(long high, long low) {
        int mask = slots - 1;
        int slot = (int) low & mask;
        while (table.get(slot * WORDS + 2) != 0
                && (table.get(slot * WORDS) != high || table.get(slot * WORDS + 1) != low)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void put(int slot, long high, long low, long micros) {
        table.put(slot * WORDS, high);
        table.put(slot * WORDS + 1, low);
        table.put(slot * WORDS + 2, micros);
    }

    /** Leaves out what is behind the window, and makes room for as much as there is. */
    private void rebuild(long cutoff) {
        LongBuffer old = table;
        int oldSlots = slots;
        int live = 0;
        for (int slot = 0; slot < oldSlots; slot++) {
            live += old.get(slot * WORDS + 2) > cutoff ? 1 : 0;
        }
        int wanted = FIRST_SLOTS;
        while (wanted < live * 3L) {
            wanted *= 2;
        }
        if (wanted > MOST_SLOTS) {
            throw new MillraceException(
                            ErrorCode.STORAGE_FULL, "Cannot keep more keys: " + live + " are within the window")
                    .withHint("shorten WINDOW of DEDUPLICATE_WITH");
        }
        close();
        open(wanted);
        for (int slot = 0; slot < oldSlots; slot++) {
            long time = old.get(slot * WORDS + 2);
            if (time > cutoff) {
                long high = old.get(slot * WORDS);
                long low = old.get(slot * WORDS + 1);
                put(find(high, low), high, low, time);
            }
        }
        used = live;
    }

    /** The mapping outlives the channel, and the name of the file if that is deleted. */
    private void open(int count) {
        slots = count;
        used = 0;
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            table = channel.map(MapMode.READ_WRITE, 0, (long) count * WORDS * Long.BYTES)
                    .asLongBuffer();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private MillraceException unusable(IOException cause) {
        return new MillraceException(
                ErrorCode.STORAGE_FULL, "Cannot keep keys in " + file + ": " + cause.getMessage(), cause);
    }
}
