package io.millrace.connector.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The records of a stream, as readers see them. */
interface Records {
    /** The number of the oldest record kept. */
    long oldest();

    /** The number after that of the last record. */
    long end();

    /** Where records stand. */
    List<LogRange.Piece> pieces(long from, long to);

    /** A number behind {@code from} such that about {@code bytes} lie between, or the end. */
    long after(long from, long bytes);

    /** About how many bytes records have. */
    long bytes(long from, long to);

    /** The records as they are now, of a stream that this process does not serve. */
    static Records look(Path directory) throws IOException {
        List<Segment> segments = LogFiles.look(directory, 1).segments();
        return new Records() {
            @Override
            public long oldest() {
                return segments.isEmpty() ? 0 : segments.get(0).first();
            }

            @Override
            public long end() {
                return segments.isEmpty()
                        ? 0
                        : segments.get(segments.size() - 1).end();
            }

            @Override
            public List<LogRange.Piece> pieces(long from, long to) {
                return LogRange.pieces(segments, from, to);
            }

            @Override
            public long bytes(long from, long to) {
                return LogRange.bytes(segments, from, to);
            }

            @Override
            public long after(long from, long bytes) {
                return LogRange.after(segments, from, bytes);
            }
        };
    }
}
