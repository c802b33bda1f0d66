package io.millrace.connector.http;

import io.millrace.spi.batch.Column;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.PayloadReader;
import io.millrace.spi.source.SplitRange;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A cursor over bodies; the bytes are those of the buffer that the file was read into. */
final class HttpPayloadReader implements PayloadReader {
    private final Deque<SplitRange> ranges;
    private final Function<String, Records> records;
    private final Deque<LogRange.Piece> pieces = new ArrayDeque<>();
    private final HttpColumns columns = new HttpColumns();
    private Optional<FrameReader> open = Optional.empty();
    private FrameReader frame;
    private String split = "";
    private byte[] stream = {};
    private long following;
    private long end;

    HttpPayloadReader(List<SplitRange> ranges, Function<String, Records> records) {
        this.ranges = new ArrayDeque<>(ranges);
        this.records = records;
    }

    @Override
    public boolean next() {
        try {
            while (following == end) {
                if (!openPiece()) {
                    return false;
                }
            }
            step();
            return true;
        } catch (IOException e) {
            throw HttpSource.failure("read stream " + split, e);
        }
    }

    private boolean openPiece() throws IOException {
        while (pieces.isEmpty()) {
            if (ranges.isEmpty()) {
                return false;
            }
            openRange(ranges.removeFirst());
        }
        LogRange.Piece piece = pieces.removeFirst();
        close();
        frame = new FrameReader(piece.path(), piece.position());
        open = Optional.of(frame);
        following = piece.record();
        end = piece.to();
        while (following < piece.from()) {
            step();
        }
        return true;
    }

    private void openRange(SplitRange range) {
        split = range.split();
        stream = split.getBytes(StandardCharsets.UTF_8);
        pieces.addAll(records.apply(split).pieces(range.first(), range.end()));
        long found =
                pieces.stream().mapToLong(piece -> piece.to() - piece.from()).sum();
        if (found < range.end() - range.first()) {
            throw new MillraceException(
                            ErrorCode.POSITION_LOST,
                            "Cannot read all of a range: stream " + split + " no longer holds offset " + range.first())
                    .withHint("its files were deleted while it was being read");
        }
    }

    private void step() throws IOException {
        if (!frame.next()) {
            throw new MillraceException(
                            ErrorCode.SOURCE_FORMAT,
                            "Cannot read stream " + split + ": offset " + following + " is damaged")
                    .withHint("restore its log; nothing behind the damage is skipped in silence");
        }
        following++;
    }

    @Override
    public byte[] bytes() {
        return frame.bytes();
    }

    @Override
    public int start() {
        return frame.bodyStart();
    }

    @Override
    public int end() {
        return frame.bodyEnd();
    }

    @Override
    public boolean complete() {
        return true;
    }

    @Override
    public void consumed(int bytes) {
        // A body is whole: nothing of it goes on in the next one.
    }

    @Override
    public String split() {
        return split;
    }

    @Override
    public BigInteger offset() {
        return BigInteger.valueOf(following - 1);
    }

    @Override
    public long timeMicros() {
        return frame.timeMicros();
    }

    @Override
    public List<Column> columns() {
        return columns.columns();
    }

    @Override
    public void appendCoordinates(int firstRow, int count) {
        for (int row = firstRow; row < firstRow + count; row++) {
            columns.append(row, stream, following - 1, frame);
        }
    }

    @Override
    public void clearColumns() {
        columns.clear();
    }

    @Override
    public String coordinates() {
        return "{\"stream\":\"" + split + "\",\"offset\":" + offset() + "}";
    }

    @Override
    public void close() {
        try {
            if (open.isPresent()) {
                open.get().close();
            }
        } catch (IOException e) {
            throw HttpSource.failure("close the log of stream " + split, e);
        }
        open = Optional.empty();
    }
}
