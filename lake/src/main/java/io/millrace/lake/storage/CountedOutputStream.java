package io.millrace.lake.storage;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.iceberg.io.PositionOutputStream;

/** Counts what is written, and ends once however often it is closed. */
abstract class CountedOutputStream extends PositionOutputStream {
    private final OutputStream out;
    private long position;
    private boolean closed;

    CountedOutputStream(OutputStream out) {
        this.out = requireNonNull(out, "out is null");
    }

    /** Ends the file with all that was written. */
    abstract void complete() throws IOException;

    /** Whether this is the first end; there is no other after it. */
    final boolean end() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    @Override
    public final long getPos() {
        return position;
    }

    @Override
    public final void write(int b) throws IOException {
        out.write(b);
        position++;
    }

    @Override
    public final void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        position += length;
    }

    @Override
    public final void flush() throws IOException {
        out.flush();
    }

    @Override
    public final void close() throws IOException {
        if (end()) {
            complete();
        }
    }
}
