package io.millrace.formats.orc;

import io.millrace.formats.binary.Buffer;
import java.io.EOFException;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.orc.impl.InStream;
import org.apache.orc.impl.PositionProvider;
import org.apache.orc.storage.common.io.DiskRangeList;

/**
 * A range of the file as plain bytes, of which one block is in memory. Decoders ask for what must be there, and some would
 * never end if they were told that there is nothing more: at the end there is an exception instead.
 */
final class OrcStream extends InStream {
    private final Blocks blocks;
    private final long end;
    private long nextBlock;
    private byte[] block = {};
    private int at;
    private int to;

    OrcStream(Blocks blocks, String name, long from, long length) {
        super(name, from, length);
        this.blocks = blocks;
        nextBlock = from;
        end = from + length;
    }

    /** The memory for a block of so many bytes, which are then the next to be read. */
    byte[] room(int count) throws IOException {
        if (block.length < count) {
            blocks.hold(count - block.length);
            block = new byte[count];
        }
        at = 0;
        to = count;
        return block;
    }

    private boolean atEnd() throws IOException {
        while (at == to && nextBlock < end) {
            nextBlock = blocks.read(this, nextBlock, end);
        }
        return at == to;
    }

    @Override
    public int read() throws IOException {
        if (at == to && atEnd()) {
            throw ended();
        }
        return block[at++] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (at == to && atEnd()) {
            throw ended();
        }
        int copied = Math.min(count, to - at);
        System.arraycopy(block, at, into, offset, copied);
        at += copied;
        return copied;
    }

    /** @throws EOFException when there are not so many bytes */
    void readFully(byte[] into, int count) throws IOException {
        for (int done = 0; done < count; ) {
            done += read(into, done, count - done);
        }
    }

    /** @throws EOFException when there are not so many bytes */
    void skipFully(long count) throws IOException {
        for (long left = count; left > 0; ) {
            if (at == to && atEnd()) {
                throw ended();
            }
            int passed = (int) Math.min(left, to - at);
            at += passed;
            left -= passed;
        }
    }

    /** All that is left. */
    void drainTo(Buffer buffer) throws IOException {
        while (!atEnd()) {
            buffer.append(block, at, to - at);
            at = to;
        }
    }

    private EOFException ended() {
        return new EOFException(this + " has fewer values than it should");
    }

    @Override
    public int available() throws IOException {
        return atEnd() ? 0 : to - at;
    }

    @Override
    public String toString() {
        return String.valueOf(name);
    }

    @Override
    public void close() {}

    @Override
    protected void setCurrent(DiskRangeList range, boolean jump) {
        throw new UnsupportedOperationException("there are no ranges");
    }

    @Override
    public void changeIv(Consumer<byte[]> modifier) {
        throw new UnsupportedOperationException("nothing is encrypted");
    }

    @Override
    public void seek(PositionProvider index) {
        throw new UnsupportedOperationException("streams are read from their beginning");
    }
}
