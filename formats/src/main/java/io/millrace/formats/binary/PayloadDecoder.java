package io.millrace.formats.binary;

import static java.util.Objects.requireNonNull;

import io.millrace.formats.columns.RowDecoder;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.RejectSink;
import io.millrace.spi.error.ErrorCode;

/** One record a payload, which is its whole length. An empty payload is no record. */
public abstract class PayloadDecoder extends RowDecoder {
    private final Cursor cursor;
    private boolean over;

    protected PayloadDecoder(DecodeSettings settings) {
        super(settings);
        cursor = new Cursor(maxDepth());
    }

    /** Reads a record, to the end of the cursor, into the slot {@link #rows}; returns how many fields found no room. */
    protected abstract int read(Cursor in);

    @Override
    public final int decode(byte[] bytes, int from, int to, boolean complete, RejectSink rejects) {
        requireNonNull(rejects, "rejects is null");
        int length = to - from;
        if (!over && length > settings.maxRecordBytes()) {
            rejects.reject(
                    ErrorCode.RECORD_TOO_LARGE,
                    "Cannot read record: it has more than " + settings.maxRecordBytes() + " bytes",
                    bytes,
                    from,
                    from + settings.maxRecordBytes());
            over = true;
        }
        if (over) {
            over = !complete;
            return length;
        }
        if (!complete || length == 0 || full()) {
            return 0;
        }
        record(cursor, bytes, from, to, rejects);
        return length;
    }

    /** Reads the record {@code bytes[from, to)} into the next row, or rejects it. */
    protected final void record(Cursor in, byte[] bytes, int from, int to, RejectSink rejects) {
        in.begin(bytes, from, to);
        int overflowed = read(in);
        if (in.sound() && in.left() > 0) {
            in.fail("Cannot read record: " + in.left() + " bytes follow it");
        }
        if (in.sound()) {
            keep(to - from, overflowed);
        } else {
            drop();
            rejects.reject(in.code(), in.reason(), bytes, from, to);
        }
    }
}
