package io.millrace.formats.json;

import static java.util.Objects.requireNonNull;

import io.millrace.formats.columns.Tree;
import io.millrace.formats.scan.ByteOrderMark;
import io.millrace.formats.scan.Scan;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.RejectSink;
import io.millrace.spi.error.ErrorCode;
import java.util.Optional;

/**
 * Cuts payloads into records: values one after the other, on lines or not, or the elements of root arrays. Inside a
 * root array commas count as blanks. A record longer than the limit is cut there, the first part is rejected, and the
 * rest is passed over to the next line that begins a value.
 */
final class JsonDecoder implements Decoder {
    private static final int INCOMPLETE = -1;
    /** Nesting is bounded by the stack of the thread, whatever the settings say. */
    private static final int DEEPEST = 1000;

    private static final String TEXT_COLUMN = "_json";

    private final DecodeSettings settings;
    private final int maxDepth;
    private final int maxBytes;
    private final Tree tree;
    private final RecordParser parser;
    private final Skipper skipper = new Skipper();
    private final Resync resync = new Resync();
    private final Brackets brackets = new Brackets();
    private final JsonShape shape;
    private final Envelope envelope;
    private final Optional<BytesVector> texts;

    private int rows;
    private long batchBytes;

    // the input of the current call
    private byte[] bytes = new byte[0];
    private int to;
    private boolean complete;
    private RejectSink rejects;

    // where the payload stands
    private boolean atStart = true;
    private boolean inArray;
    private boolean inEnvelope;
    private boolean passingOver;
    private int indent;
    private boolean indenting = true;

    JsonDecoder(DecodeSettings settings) {
        this(JsonShape.STANDARD, settings);
    }

    JsonDecoder(JsonShape shape, DecodeSettings settings) {
        this.shape = shape;
        this.settings = settings;
        envelope = new Envelope(shape.envelope());
        maxDepth = Math.min(settings.maxDepth(), DEEPEST);
        maxBytes = settings.maxRecordBytes();
        tree = new Tree(settings);
        texts = shape.keepText() ? Optional.of(tree.addTextColumn(TEXT_COLUMN)) : Optional.empty();
        parser = new RecordParser(tree, maxDepth, settings.inferTimestamps());
    }

    @Override
    public int decode(byte[] input, int from, int until, boolean whole, RejectSink sink) {
        bytes = requireNonNull(input, "bytes is null");
        rejects = requireNonNull(sink, "rejects is null");
        to = until;
        complete = whole;
        int p = from;
        if (atStart) {
            p = ByteOrderMark.after(bytes, from, to, complete);
            p = p < 0 ? p : beginRecords(p);
            if (p < 0) {
                return 0;
            }
            atStart = false;
        }
        p = records(p);
        if (complete && p >= to) {
            beginPayload();
        }
        return p - from;
    }

    private int records(int p) {
        while (true) {
            if (passingOver) {
                p = passOver(p);
            }
            if (passingOver) {
                return p;
            }
            p = blanks(p);
            if (p >= to || full()) {
                return p;
            }
            int next = next(p);
            if (next == INCOMPLETE) {
                return p;
            }
            p = next;
        }
    }

    private void beginPayload() {
        atStart = true;
        inArray = false;
        inEnvelope = false;
        passingOver = false;
        indent = 0;
        indenting = true;
    }

    private int beginRecords(int p) {
        int array = envelope.arrayIn(bytes, p, to, complete);
        inEnvelope = array != p && array >= 0;
        return array;
    }

    /** Passes the blanks between records and keeps count of the indentation of the line. */
    private int blanks(int p) {
        byte[] b = bytes;
        while (p < to && Scan.blank(b[p])) {
            if (b[p] == '\n') {
                indent = 0;
                indenting = true;
            } else if (indenting) {
                indent++;
            }
            p++;
        }
        return p;
    }

    /** One record, or one bracket or comma of a root array. */
    private int next(int p) {
        byte c = bytes[p];
        indenting = false;
        if (inArray ? c == ',' || c == ']' : c == '[' && shape.splitArrays()) {
            inArray = c != ']';
            return p + 1;
        }
        if (inEnvelope && !inArray && c == '}') {
            inEnvelope = false;
            return p + 1;
        }
        int limit = to - p > maxBytes ? p + maxBytes : to;
        if (c != '{' && !ends(p, limit)) {
            return broken(p, limit);
        }
        int end = parser.record(bytes, p, limit, rows);
        if (end < 0) {
            return broken(p, limit);
        }
        if (texts.isPresent()) {
            texts.get().append(rows, bytes, p, end);
        }
        rows++;
        batchBytes += end - p;
        return end;
    }

    /** Whether the value at {@code p}, no object, is whole, and a number or a word separated from what follows. */
    private boolean ends(int p, int limit) {
        int end = skipper.skip(bytes, p, limit, maxDepth);
        if (end < 0 || bytes[p] == '"' || bytes[p] == '[') {
            return end >= 0;
        }
        return end >= to ? complete : separates(bytes[end]);
    }

    private boolean separates(byte c) {
        return Scan.blank(c) || c == '{' || c == '[' || c == '"' || (inArray && (c == ',' || c == ']'));
    }

    /** Rejects the record that begins at {@code p}; returns where to go on, or INCOMPLETE. */
    private int broken(int p, int limit) {
        int end = skipper.skip(bytes, p, limit, maxDepth);
        Fault fault = skipper.fault();
        if (end >= 0 && end == to && !complete) {
            // the next byte tells whether it goes on
            return INCOMPLETE;
        }
        if (end < 0 ? fault == Fault.END : end >= limit) {
            Optional<Integer> unfinished = unfinished(p, limit);
            if (unfinished.isPresent()) {
                return unfinished.get();
            }
        }
        if (end >= 0) {
            return rejectToLine(p, limit, ErrorCode.MALFORMED_RECORD, Reasons.separator(bytes, p, end, to));
        }
        String reason = Reasons.describe(skipper, bytes, p, limit);
        if (fault.mayEnd()) {
            int sound = skipper.skipAny(bytes, p, limit);
            if (sound >= 0) {
                rejects.reject(fault.code(), reason, bytes, p, sound);
                return sound;
            }
            Optional<Integer> unfinished = skipper.fault() == Fault.END ? unfinished(p, limit) : Optional.empty();
            if (unfinished.isPresent()) {
                return unfinished.get();
            }
        }
        return rejectToLine(p, limit, fault.code(), reason);
    }

    /** What to do about a record that is well-formed up to the limit, unless the payload ends there. */
    private Optional<Integer> unfinished(int p, int limit) {
        if (limit - p >= maxBytes) {
            resync.begin(bytes, p, limit, inArray, indent);
            return Optional.of(cut(p, limit, ErrorCode.RECORD_TOO_LARGE, Reasons.tooLarge(maxBytes)));
        }
        return complete ? Optional.empty() : Optional.of(INCOMPLETE);
    }

    /** Rejects everything up to the next line that begins a value. */
    private int rejectToLine(int p, int limit, ErrorCode code, String reason) {
        resync.begin(bytes, p, limit, inArray, indent);
        int next = resync.find(bytes, p, limit, to, complete);
        if (next == Resync.UNDECIDED) {
            return INCOMPLETE;
        }
        if (next == Resync.NOT_FOUND) {
            if (limit - p >= maxBytes) {
                return cut(p, limit, code, reason);
            }
            if (!complete) {
                return INCOMPLETE;
            }
            next = to;
        }
        brackets.begin();
        brackets.follow(bytes, p, next);
        rejects.reject(code, reason, bytes, p, trim(p, next));
        inArray &= !brackets.closed();
        return next;
    }

    /** Rejects what fits of a record that is too large, and passes over the rest. */
    private int cut(int p, int limit, ErrorCode code, String reason) {
        rejects.reject(code, reason, bytes, p, limit);
        brackets.begin();
        brackets.follow(bytes, p, limit);
        passingOver = true;
        return limit;
    }

    /** Goes on to the next line that begins a value, or as far as the input goes. */
    private int passOver(int p) {
        int next = resync.find(bytes, p, to, to, complete);
        passingOver = next < 0;
        if (passingOver) {
            next = next == Resync.UNDECIDED ? resync.undecidedAt() : to;
        }
        brackets.follow(bytes, p, next);
        if (!passingOver) {
            inArray &= !brackets.closed();
        }
        return next;
    }

    private int trim(int p, int end) {
        while (end > p + 1 && (Scan.blank(bytes[end - 1]) || (inArray && bytes[end - 1] == ','))) {
            end--;
        }
        return end;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public boolean full() {
        return rows >= settings.batchRows() || batchBytes >= settings.batchBytes();
    }

    @Override
    public Batch batch() {
        return new Batch(rows, tree.columns());
    }

    @Override
    public void reset() {
        rows = 0;
        batchBytes = 0;
        tree.columns().forEach(Column::clear);
    }

    @Override
    public long duplicateKeys() {
        return parser.duplicateKeys();
    }

    @Override
    public long overflowedFields() {
        return parser.overflowedFields();
    }
}
