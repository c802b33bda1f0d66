package io.millrace.connector.http;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the records of a range are. */
final class LogRange {
    private LogRange() {}

    /**
     * Records that stand in one file.
     *
     * @param record the number of the record at {@code position}, not after the first one wanted
     * @param from the first record wanted
     * @param to after the last one wanted
     */
    record Piece(Path path, long record, long position, long from, long to) {}

    static List<Piece> pieces(List<Segment> segments, long from, long to) {
        List<Piece> pieces = new ArrayList<>();
        for (Segment segment : segments) {
            long first = Math.max(from, segment.first());
            long end = Math.min(to, segment.end());
            if (first < end) {
                Segment.Place place = segment.place(first);
                pieces.add(new Piece(segment.path(), place.record(), place.position(), first, end));
            }
        }
        return pieces;
    }

    /** About how many bytes records have: to the nearest marks. */
    static long bytes(List<Segment> segments, long from, long to) {
        long bytes = 0;
        for (Piece piece : pieces(segments, from, to)) {
            for (Segment segment : segments) {
                if (segment.path().equals(piece.path())) {
                    long until = piece.to() == segment.end()
                            ? segment.size()
                            : segment.place(piece.to()).position();
                    bytes += until - piece.position();
                }
            }
        }
        return bytes;
    }

    /** The number of a record behind {@code from} with about {@code bytes} between, or the end. */
    static long after(List<Segment> segments, long from, long bytes) {
        long left = bytes;
        long record = from;
        for (Segment segment : segments) {
            if (record < segment.end()) {
                Segment.Place place = segment.placeAfter(record, left);
                left -= place.position() - segment.place(record).position();
                record = place.record();
                if (left <= 0) {
                    return record;
                }
            }
        }
        return record;
    }
}
