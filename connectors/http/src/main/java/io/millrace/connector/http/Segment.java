package io.millrace.connector.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.ObjLongConsumer;

/** One file of a log, named by the number of its first record; with marks that tell where records begin. */
final class Segment {
    static final String SUFFIX = ".log";
    private static final long BETWEEN_MARKS = 64 << 10;

    private final Path path;
    private final long first;
    private long count;
    private long size;
    /** Pairs of a record's number and the byte at which it begins. */
    private long[] marks = new long[8];

    private int marked;

    Segment(Path path, long first) {
        this.path = path;
        this.first = first;
    }

    /** Goes through a file up to its end, or to where it is damaged; what is behind is not part of the segment. */
    static Segment scan(Path path, ObjLongConsumer<FrameReader> records) throws IOException {
        String name = path.getFileName().toString();
        Segment segment = new Segment(path, Long.parseLong(name.substring(0, name.length() - SUFFIX.length())));
        try (FrameReader frames = new FrameReader(path, 0)) {
            while (frames.next()) {
                records.accept(frames, segment.end());
                segment.add(frames.position() - segment.size);
            }
        }
        return segment;
    }

    static String name(long first) {
        return String.format(java.util.Locale.ROOT, "%019d", first) + SUFFIX;
    }

    void add(long bytes) {
        if (marked == 0 || size - marks[marked - 1] >= BETWEEN_MARKS) {
            if (marked == marks.length) {
                marks = Arrays.copyOf(marks, marked * 2);
            }
            marks[marked++] = end();
            marks[marked++] = size;
        }
        count++;
        size += bytes;
    }

    Path path() {
        return path;
    }

    long first() {
        return first;
    }

    /** The number after that of the last record. */
    long end() {
        return first + count;
    }

    long size() {
        return size;
    }

    /** The last mark at or before a record; its number and its byte. */
    Place place(long record) {
        int at = 0;
        while (at + 2 < marked && marks[at + 2] <= record) {
            at += 2;
        }
        return marked == 0 ? new Place(first, 0) : new Place(marks[at], marks[at + 1]);
    }

    /** The first mark behind {@code record} that is at least {@code bytes} away from it, or the end. */
    Place placeAfter(long record, long bytes) {
        long from = place(record).position();
        for (int at = 0; at < marked; at += 2) {
            if (marks[at] > record && marks[at + 1] - from >= bytes) {
                return new Place(marks[at], marks[at + 1]);
            }
        }
        return new Place(end(), size);
    }

    /** A record and the byte of the file at which it begins. */
    record Place(long record, long position) {}
}
