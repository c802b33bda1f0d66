package io.millrace.formats.protobuf;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Descriptors.Descriptor;
import io.millrace.formats.binary.Cursor;
import io.millrace.formats.columns.RowDecoder;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.RejectSink;
import io.millrace.spi.error.ErrorCode;

/** Messages one after the other, each after its length as a varint. A length that is none ends the payload. */
final class DelimitedDecoder extends RowDecoder {
    private static final int INCOMPLETE = -1;

    private final MessageRows rows;
    private final Cursor lengths;
    private final Cursor cursor;
    private long passing;
    private boolean over;

    DelimitedDecoder(Descriptor message, DecodeSettings settings) {
        super(settings);
        rows = new MessageRows(message, settings.maxColumns() + 1000, root, this::countUnknown);
        lengths = new Cursor(maxDepth());
        cursor = new Cursor(maxDepth());
    }

    @Override
    public int decode(byte[] bytes, int from, int to, boolean complete, RejectSink rejects) {
        requireNonNull(rejects, "rejects is null");
        int p = from;
        while (p < to && !full()) {
            int next = over ? to : passing > 0 ? pass(p, to) : next(bytes, p, to, complete, rejects);
            if (next == INCOMPLETE) {
                break;
            }
            p = next;
        }
        if (complete && p >= to) {
            over = false;
            passing = 0;
        }
        return p - from;
    }

    private int pass(int p, int to) {
        int count = (int) Math.min(passing, to - p);
        passing -= count;
        return p + count;
    }

    private int next(byte[] bytes, int p, int to, boolean complete, RejectSink rejects) {
        int most = settings.maxRecordBytes();
        lengths.begin(bytes, p, to);
        long length = lengths.varint();
        if (lengths.failed() && lengths.cut() && !complete) {
            return INCOMPLETE;
        }
        int start = lengths.at;
        if (lengths.failed() || length < 0 || length > Integer.MAX_VALUE) {
            return to - p < most && !complete ? INCOMPLETE : giveUp(bytes, p, to, rejects);
        }
        int there = (int) Math.min(Math.min(length, most), to - start);
        if (length > to - start && !complete && there < most) {
            return INCOMPLETE;
        }
        if (length > most) {
            String reason = "Cannot read record: it has " + length + " bytes";
            rejects.reject(ErrorCode.RECORD_TOO_LARGE, reason, bytes, start, start + there);
            passing = length - there;
            return start + there;
        }
        if (length > to - start) {
            rejects.reject(
                    ErrorCode.MALFORMED_RECORD,
                    "Cannot read record: it has " + length + " bytes, and the payload ends after " + there,
                    bytes,
                    start,
                    to);
            return to;
        }
        read(bytes, start, start + (int) length, rejects);
        return start + (int) length;
    }

    private void read(byte[] bytes, int from, int to, RejectSink rejects) {
        cursor.begin(bytes, from, to);
        int overflowed = rows.read(cursor, rows());
        if (cursor.sound()) {
            keep(to - from, overflowed);
        } else {
            drop();
            rejects.reject(cursor.code(), cursor.reason(), bytes, from, to);
        }
    }

    private int giveUp(byte[] bytes, int p, int to, RejectSink rejects) {
        over = true;
        rejects.reject(
                ErrorCode.SOURCE_FORMAT,
                "Cannot read records: what should be the length of the next is none",
                bytes,
                p,
                Math.min(to, p + settings.maxRecordBytes()));
        return to;
    }
}
