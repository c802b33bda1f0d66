package io.millrace.formats.avro;

import static java.util.Objects.requireNonNull;

import io.millrace.formats.binary.Buffer;
import io.millrace.formats.binary.Cursor;
import io.millrace.formats.binary.Lru;
import io.millrace.formats.columns.RowDecoder;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.RejectSink;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts files into blocks, and blocks into records. A block is taken once it is there as a whole; of its bytes the last
 * one counts as consumed only when all its rows are out.
 */
final class AvroDecoder extends RowDecoder {
    private static final int KEPT_SCHEMAS = 100;
    private static final int LARGEST_BLOCK = 64 << 20;
    private static final int INCOMPLETE = -1;
    private static final String NOT_AT_END = "Cannot read Avro block: it does not end where it says";

    private enum State {
        HEADER,
        BLOCK,
        /** In the rows of a block whose bytes, but for the last, were consumed. */
        ROWS,
        /** Looking for the next sync marker. */
        LOST,
        /** The rest of the payload is not to be read. */
        OVER
    }

    private final Lru<String, SchemaReader> readers = new Lru<>(KEPT_SCHEMAS);
    private final int maxBlock;
    private final Cursor cursor;
    private final Cursor records;
    private final Buffer block;

    private State state = State.HEADER;
    private Optional<SchemaReader> reader = Optional.empty();
    private BlockCodec codec = BlockCodec.NULL;
    private byte[] sync = {};
    private long left;
    /** Whether the block is the beginning of one that the payload ends in. */
    private boolean beginning;

    private RejectSink rejects = (code, reason, bytes, from, to) -> {};

    AvroDecoder(DecodeSettings settings) {
        super(settings);
        maxBlock = Math.max(LARGEST_BLOCK, settings.maxRecordBytes());
        cursor = new Cursor(maxDepth());
        records = new Cursor(maxDepth());
        block = new Buffer(maxBlock);
    }

    @Override
    public int decode(byte[] bytes, int from, int to, boolean complete, RejectSink sink) {
        rejects = requireNonNull(sink, "rejects is null");
        int p = from;
        while (p < to && !full()) {
            int next = switch (state) {
                case HEADER -> header(bytes, p, to, complete);
                case BLOCK -> block(bytes, p, to, complete);
                case ROWS -> rows(p);
                case LOST -> findSync(bytes, p, to, complete);
                case OVER -> to;
            };
            if (next == INCOMPLETE) {
                break;
            }
            p = next;
        }
        if (complete && p >= to && state != State.ROWS) {
            state = State.HEADER;
        }
        return p - from;
    }

    private int header(byte[] bytes, int p, int to, boolean complete) {
        cursor.begin(bytes, p, to);
        FileHeader header = FileHeader.read(cursor);
        if (cursor.failed()) {
            boolean more = !complete && to - p < maxBlock;
            return more ? INCOMPLETE : giveUp(bytes, p, to, complete, "Cannot read Avro file: its header is damaged");
        }
        Optional<BlockCodec> found = BlockCodec.find(header.codec());
        if (found.isEmpty()) {
            return giveUp(bytes, p, to, complete, "Cannot read Avro file: unknown codec: " + header.codec());
        }
        try {
            reader = Optional.of(reader(header.schema()));
        } catch (MillraceException e) {
            return giveUp(bytes, p, to, complete, e.getMessage());
        }
        codec = found.get();
        sync = Arrays.copyOfRange(bytes, header.syncAt(), header.syncAt() + FileHeader.SYNC_BYTES);
        state = State.BLOCK;
        return header.end();
    }

    private SchemaReader reader(String schema) {
        return readers.get(
                schema, json -> new SchemaReader(SchemaReader.parse(json), settings.maxColumns() + 1000, root));
    }

    private int giveUp(byte[] bytes, int p, int to, boolean complete, String reason) {
        if (!complete && to - p < settings.maxRecordBytes()) {
            return INCOMPLETE;
        }
        reject(ErrorCode.SOURCE_FORMAT, reason, bytes, p, to);
        state = State.OVER;
        return to;
    }

    private int block(byte[] bytes, int p, int to, boolean complete) {
        cursor.begin(bytes, p, to);
        long count = cursor.zigzag();
        long size = cursor.zigzag();
        if (cursor.failed()) {
            return cursor.cut() && !complete
                    ? INCOMPLETE
                    : lost(bytes, p, to, complete, "Cannot read Avro block: it is damaged");
        }
        if (count < 0 || size < 0 || size > maxBlock) {
            return lost(
                    bytes, p, to, complete, "Cannot read Avro block of %d records in %d bytes".formatted(count, size));
        }
        int start = cursor.at;
        if (size + FileHeader.SYNC_BYTES > to - start) {
            return complete ? cutBlock(bytes, p, start, to, count) : INCOMPLETE;
        }
        int end = start + (int) size;
        if (!isSync(bytes, end)) {
            return lost(bytes, p, to, complete, NOT_AT_END);
        }
        if (!begin(bytes, start, end, count)) {
            reject(ErrorCode.SOURCE_FORMAT, "Cannot read Avro block: its bytes are damaged", bytes, p, end);
            return end + FileHeader.SYNC_BYTES;
        }
        beginning = false;
        return end + FileHeader.SYNC_BYTES - 1;
    }

    /** What the payload still has of its last block. */
    private int cutBlock(byte[] bytes, int p, int start, int to, long count) {
        if (search(bytes, p, to) >= 0) {
            return lost(bytes, p, to, true, NOT_AT_END);
        }
        if (codec.readsBeginnings() && start < to && begin(bytes, start, to, count)) {
            beginning = true;
            return to - 1;
        }
        reject(ErrorCode.SOURCE_FORMAT, "Cannot read Avro block: the file ends in it", bytes, p, to);
        return to;
    }

    private boolean begin(byte[] bytes, int start, int end, long count) {
        try {
            codec.decompress(bytes, start, end, block);
        } catch (IOException | RuntimeException e) {
            return false;
        }
        if (count > Math.max(block.length(), LARGEST_BLOCK >> 6)) {
            return false;
        }
        records.begin(block.bytes(), 0, block.length());
        left = count;
        state = State.ROWS;
        return true;
    }

    private int rows(int p) {
        SchemaReader from = reader.orElseThrow();
        while (left > 0 && !full()) {
            left--;
            int start = records.at;
            records.nextRecord();
            from.read(records, rows());
            int overflowed = from.takeOverflowed();
            if (records.failed()) {
                drop();
                boolean ended = beginning && records.cut();
                String reason = ended ? "Cannot read Avro block: the file ends in it" : records.reason();
                ErrorCode code = ended ? ErrorCode.SOURCE_FORMAT : records.code();
                reject(code, reason, block.bytes(), start, block.length());
                return endBlock(p);
            }
            keepOrReject(start, overflowed);
        }
        if (left > 0) {
            return p;
        }
        if (records.left() > 0 || beginning) {
            String reason = "Cannot read Avro block: it holds more bytes than its records";
            reject(
                    ErrorCode.SOURCE_FORMAT,
                    beginning ? "Cannot read Avro block: the file ends in it" : reason,
                    block.bytes(),
                    records.at,
                    block.length());
        }
        return endBlock(p);
    }

    private void keepOrReject(int start, int overflowed) {
        int length = records.at - start;
        if (length > settings.maxRecordBytes()) {
            records.spoil(ErrorCode.RECORD_TOO_LARGE, "Cannot read record: it has " + length + " bytes");
        }
        if (records.sound()) {
            keep(length, overflowed);
        } else {
            drop();
            reject(records.code(), records.reason(), block.bytes(), start, records.at);
        }
    }

    private int endBlock(int p) {
        state = State.BLOCK;
        return p + 1;
    }

    /** Rejects the block, as much of it as a reject holds, and goes on behind the next sync marker. */
    private int lost(byte[] bytes, int p, int to, boolean complete, String reason) {
        int found = search(bytes, p, to);
        if (found < 0 && !complete && to - p < settings.maxRecordBytes() + FileHeader.SYNC_BYTES) {
            return INCOMPLETE;
        }
        reject(ErrorCode.SOURCE_FORMAT, reason, bytes, p, found < 0 ? to : found);
        if (found >= 0) {
            return found + FileHeader.SYNC_BYTES;
        }
        state = State.LOST;
        return complete ? to : Math.max(p, to - FileHeader.SYNC_BYTES + 1);
    }

    private int findSync(byte[] bytes, int p, int to, boolean complete) {
        int found = search(bytes, p, to);
        if (found >= 0) {
            state = State.BLOCK;
            return found + FileHeader.SYNC_BYTES;
        }
        if (complete) {
            return to;
        }
        int kept = Math.max(p, to - FileHeader.SYNC_BYTES + 1);
        return kept > p ? kept : INCOMPLETE;
    }

    private int search(byte[] bytes, int p, int to) {
        for (int i = p; i <= to - FileHeader.SYNC_BYTES; i++) {
            if (bytes[i] == sync[0] && isSync(bytes, i)) {
                return i;
            }
        }
        return INCOMPLETE;
    }

    private boolean isSync(byte[] bytes, int at) {
        for (int i = 0; i < FileHeader.SYNC_BYTES; i++) {
            if (bytes[at + i] != sync[i]) {
                return false;
            }
        }
        return true;
    }

    private void reject(ErrorCode code, String reason, byte[] bytes, int from, int to) {
        rejects.reject(code, reason, bytes, from, Math.min(to, from + settings.maxRecordBytes()));
    }
}
