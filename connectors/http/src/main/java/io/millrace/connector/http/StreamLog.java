package io.millrace.connector.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The records of one stream, numbered from 0, in files. A record that was acknowledged is on the disk; only such are
 * seen by readers. What all readers are done with is deleted, file by file. Safe for use by several threads.
 */
final class StreamLog implements Records, AutoCloseable {
    static final int KEYS = 1 << 16;

    private final Path directory;
    private final long segmentBytes;
    private final List<Segment> segments;
    private final KeyFiles keyFiles;
    private final RecentKeys keys;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition synced = lock.newCondition();
    private FileChannel active;
    private long written;
    private long durable;
    private long lastTime;
    private boolean syncing;
    private boolean closed;
    /** What the disk refused to do: what is behind {@link #durable} may or may not be there. */
    private IOException failure;

    /**
     * The outcome of an append.
     *
     * @param record its number, or that of the earlier one with the same key
     */
    record Receipt(long record, boolean repeated) {}

    /** Opens a log to append to it, and mends what a crash has left unfinished. */
    static StreamLog open(Path directory, long segmentBytes, int keys) throws IOException {
        return new StreamLog(LogFiles.recover(directory, keys), directory, segmentBytes);
    }

    private StreamLog(LogFiles.Found found, Path directory, long segmentBytes) throws IOException {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.segments = new ArrayList<>(found.segments());
        this.keys = found.keys();
        this.keyFiles = found.keyFiles();
        this.lastTime = found.lastTimeMicros();
        this.written = last().end();
        this.durable = written;
        this.active = FileChannel.open(last().path(), StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        // What an earlier process wrote and did not live to sync is about to be seen.
        active.force(true);
    }

    /** The record that already has a key, once it is on the disk. */
    OptionalLong find(String key) throws IOException {
        OptionalLong found;
        lock.lock();
        try {
            found = keys.find(key);
        } finally {
            lock.unlock();
        }
        if (found.isPresent()) {
            awaitDurable(found.getAsLong());
        }
        return found;
    }

    /**
     * Appends a record unless one of the same key is there; returns when it is on the disk. Appends of several threads
     * share the wait.
     *
     * @param key empty when there is none
     */
    Receipt append(String key, String contentType, byte[] body, int length, long timeMicros) throws IOException {
        Receipt receipt;
        lock.lock();
        try {
            // May give up the lock for a while: before the key is looked for, so that nothing comes in between.
            makeRoom();
            OptionalLong earlier = key.isEmpty() ? OptionalLong.empty() : keys.find(key);
            receipt = earlier.isPresent()
                    ? new Receipt(earlier.getAsLong(), true)
                    : new Receipt(write(key, contentType, body, length, timeMicros), false);
        } finally {
            lock.unlock();
        }
        awaitDurable(receipt.record());
        return receipt;
    }

    @Override
    public long end() {
        return locked(() -> durable);
    }

    @Override
    public long oldest() {
        return locked(() -> segments.get(0).first());
    }

    /** The bytes of all records that are kept. */
    long bytes() {
        return locked(() -> segments.stream().mapToLong(Segment::size).sum());
    }

    @Override
    public List<LogRange.Piece> pieces(long from, long to) {
        return locked(() -> LogRange.pieces(segments, from, to));
    }

    @Override
    public long after(long from, long bytes) {
        return locked(() -> Math.min(durable, LogRange.after(segments, from, bytes)));
    }

    @Override
    public long bytes(long from, long to) {
        return locked(() -> LogRange.bytes(segments, from, to));
    }

    /** Deletes files that hold nothing but records before {@code record}. */
    void release(long record) throws IOException {
        lock.lock();
        try {
            awaitSync();
            if (closed || failure != null) {
                return;
            }
            if (last().end() <= record && last().size() >= segmentBytes / 4) {
                roll();
            }
            while (segments.size() > 1 && segments.get(0).end() <= record) {
                Segment done = segments.get(0);
                keyFiles.keep(done, keys.between(done.first(), done.end()));
                LogFiles.delete(done.path());
                segments.remove(0);
            }
            keyFiles.forgetBefore(keys.oldest());
        } finally {
            lock.unlock();
        }
    }

    /** Ends appending; what is there may still be read. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            awaitSync();
            active.close();
        } finally {
            lock.unlock();
        }
    }

    private long write(String key, String contentType, byte[] body, int length, long timeMicros) throws IOException {
        lastTime = Math.max(lastTime, timeMicros);
        ByteBuffer[] frame = {Frame.before(lastTime, key, contentType, body, length), ByteBuffer.wrap(body, 0, length)};
        long size = frame[0].remaining() + (long) length;
        try {
            while (frame[0].hasRemaining() || frame[1].hasRemaining()) {
                long unused = active.write(frame);
            }
        } catch (IOException e) {
            takeBack(e);
            throw e;
        }
        last().add(size);
        if (!key.isEmpty()) {
            keys.add(key, written);
        }
        return written++;
    }

    /** Takes back half a record, so that the next one follows the last whole one. */
    private void takeBack(IOException cause) {
        try {
            active.truncate(last().size());
        } catch (IOException e) {
            cause.addSuppressed(e);
            failure = cause;
        }
    }

    /** Begins another file when this one is full. */
    private void makeRoom() throws IOException {
        requireSound();
        while (last().size() >= segmentBytes) {
            if (syncing) {
                synced.awaitUninterruptibly();
            } else {
                roll();
            }
            requireSound();
        }
    }

    /** Begins another file; nobody may be syncing. */
    private void roll() throws IOException {
        sync(active);
        durable = written;
        FileChannel next = LogFiles.create(directory, written);
        active.close();
        active = next;
        segments.add(new Segment(directory.resolve(Segment.name(written)), written));
    }

    private void awaitDurable(long record) throws IOException {
        lock.lock();
        try {
            while (durable <= record) {
                requireSound();
                if (syncing) {
                    synced.awaitUninterruptibly();
                } else {
                    syncOutsideLock();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** One thread syncs for all whose records are written by now; meanwhile others write more. */
    private void syncOutsideLock() throws IOException {
        long upTo = written;
        FileChannel channel = active;
        syncing = true;
        lock.unlock();
        try {
            sync(channel);
        } finally {
            lock.lock();
            syncing = false;
            synced.signalAll();
        }
        if (failure == null) {
            durable = Math.max(durable, upTo);
        }
    }

    private void sync(FileChannel channel) throws IOException {
        try {
            channel.force(false);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    private void awaitSync() {
        while (syncing) {
            synced.awaitUninterruptibly();
        }
    }

    private void requireSound() throws IOException {
        if (failure != null) {
            throw new IOException("log is not written any more: " + failure.getMessage(), failure);
        }
        if (closed) {
            throw new IOException("log is closed: " + directory);
        }
    }

    private Segment last() {
        return segments.get(segments.size() - 1);
    }

    private <T> T locked(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }
}
