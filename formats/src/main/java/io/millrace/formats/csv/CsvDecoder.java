package io.millrace.formats.csv;

import io.millrace.formats.columns.Place;
import io.millrace.formats.scan.Scan;
import io.millrace.formats.scan.Utf8;
import io.millrace.formats.text.TextDecoder;
import io.millrace.formats.text.TextValues;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.ErrorCode;
import java.util.Arrays;
import java.util.Optional;

/**
 * Records of separated values. A record is scanned before anything is taken from it, so that a broken one leaves no trace. A
 * quote that is out of place would swallow the lines behind it: a record that is broken across lines ends before the next
 * line that is a whole record by itself.
 */
final class CsvDecoder extends TextDecoder {
    private static final int SHOWN = 100;

    private final CsvScanner scanner;
    private final Header header;
    private final TextValues values;
    private final byte[] nullValue;
    private byte[] scratch = new byte[256];

    CsvDecoder(CsvSpec spec, DecodeSettings settings) {
        super(settings);
        scanner = new CsvScanner(spec.dialect());
        header = new Header(spec, root, settings.maxColumns());
        values = new TextValues(spec.inferTypes(), settings);
        nullValue = spec.nullValue().orElse(new byte[0]);
    }

    @Override
    protected void beginPayload() {
        header.begin();
    }

    @Override
    protected int record(int p) {
        byte[] b = bytes;
        if (b[p] == '\n') {
            return p + 1;
        }
        if (b[p] == '\r') {
            if (p + 1 == to) {
                return complete ? to : INCOMPLETE;
            }
            if (b[p + 1] == '\n') {
                return p + 2;
            }
        }
        int limit = limit(p);
        boolean closed = complete && limit == to && limit - p <= maxBytes;
        int next = scanner.scan(b, p, limit, closed, header.most());
        if (next >= 0) {
            return scanned(p, next);
        }
        if (next == CsvScanner.FAULT) {
            return broken(p, limit, closed);
        }
        if (limit - p <= maxBytes) {
            return INCOMPLETE;
        }
        String reason = "expected a closing quote within " + maxBytes + " bytes, found none";
        return scanner.inQuotes() ? resync(p, limit, false, reason) : tooLarge(p);
    }

    @Override
    protected byte[] context() {
        return header.line();
    }

    private int tooLarge(int p) {
        if (header.awaited()) {
            header.spoil("the header is larger than " + maxBytes + " bytes");
        }
        return cut(p);
    }

    private int scanned(int p, int next) {
        int end = recordEnd(p, next);
        if (scanner.mayHoldMore()) {
            int invalid = Utf8.findInvalid(bytes, p, end);
            if (invalid >= 0) {
                return rejected(ErrorCode.INVALID_UTF8, invalidAt(invalid, p), p, end, next);
            }
        }
        if (header.awaited()) {
            Optional<String> reason = header.take(scanner, bytes, p, end);
            return reason.isEmpty() ? next : rejected(ErrorCode.MALFORMED_RECORD, reason.get(), p, end, next);
        }
        if (!header.fault().isEmpty()) {
            String reason = "expected a record behind a header, found no header: " + header.fault();
            return rejected(ErrorCode.MALFORMED_RECORD, reason, p, end, next);
        }
        if (scanner.hasMore()) {
            String reason = "expected at most " + header.most() + " fields, found " + scanner.count();
            return resync(p, next, true, reason);
        }
        append(Math.min(scanner.count(), header.most()));
        endRecord(next - p);
        return next;
    }

    private void append(int fields) {
        int row = row();
        for (int field = 0; field < fields; field++) {
            int from = scanner.start(field);
            int end = scanner.end(field);
            byte form = scanner.form(field);
            if (form == CsvScanner.PLAIN && (from == end || isNull(from, end))) {
                continue;
            }
            Place place = header.place(field);
            if (place.excluded()) {
                continue;
            }
            if (form == CsvScanner.ESCAPED) {
                appendEscaped(place, row, from, end);
            } else {
                values.append(place, row, bytes, from, end);
            }
        }
    }

    private boolean isNull(int from, int end) {
        return nullValue.length == end - from && Arrays.equals(nullValue, 0, end - from, bytes, from, end);
    }

    private void appendEscaped(Place place, int row, int from, int end) {
        if (scratch.length < end - from) {
            scratch = new byte[Math.max(end - from, scratch.length * 2)];
        }
        values.append(place, row, scratch, 0, scanner.unescape(bytes, from, end, scratch));
    }

    /** A record whose scan ended in a fault: it ends with the line of the fault, or before. */
    private int broken(int p, int limit, boolean closed) {
        int at = scanner.inQuotes() ? limit : Scan.find(bytes, scanner.faultAt(), limit, (byte) '\n');
        if (at == limit && !closed && limit - p <= maxBytes) {
            return INCOMPLETE;
        }
        String reason = scanner.fault() + " at byte " + (scanner.faultAt() - p) + " in field " + scanner.faultField();
        return resync(p, at == limit ? limit : at + 1, at < limit || closed, reason);
    }

    /**
     * Rejects the record at {@code p} up to the first line in {@code [p, zone)} that is a record by itself, or all of it.
     *
     * @param whole whether the last line of the zone is there to its end
     */
    private int resync(int p, int zone, boolean whole, String reason) {
        int line = Scan.find(bytes, p, zone, (byte) '\n') + 1;
        while (line < zone) {
            int end = Scan.find(bytes, line, zone, (byte) '\n');
            if (end == zone && !whole) {
                break;
            }
            if (isRecord(line, end)) {
                return rejected(ErrorCode.MALFORMED_RECORD, reason, p, textEnd(p, line - 1), line);
            }
            line = end + 1;
        }
        return whole ? rejected(ErrorCode.MALFORMED_RECORD, reason, p, recordEnd(p, zone), zone) : tooLarge(p);
    }

    /** Whether a line is a record of as many fields as there are names, without a quote in a field that has none around. */
    private boolean isRecord(int line, int end) {
        if (header.awaited() || scanner.scan(bytes, line, end, true, header.count()) != end) {
            return false;
        }
        if (scanner.count() != header.count()) {
            return false;
        }
        for (int field = 0; field < scanner.count(); field++) {
            int to = scanner.end(field);
            if (scanner.form(field) == CsvScanner.PLAIN && scanner.findQuote(bytes, scanner.start(field), to) < to) {
                return false;
            }
        }
        return true;
    }

    private int rejected(ErrorCode code, String reason, int p, int end, int next) {
        if (header.awaited()) {
            header.spoil(reason.length() > SHOWN ? reason.substring(0, SHOWN) : reason);
        }
        reject(code, reason, p, end);
        return next;
    }

    /** The end of the record without its line break. */
    private int recordEnd(int p, int next) {
        return next > p && bytes[next - 1] == '\n' ? textEnd(p, next - 1) : next;
    }
}
