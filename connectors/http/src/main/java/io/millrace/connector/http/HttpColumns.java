package io.millrace.connector.http;

import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.source.SourceColumn;
import java.util.List;

/** The coordinates of bodies, in columns. */
final class HttpColumns {
    static final List<SourceColumn> SCHEMA = List.of(
            new SourceColumn("_stream", Kind.STRING, "The stream that was posted to"),
            new SourceColumn("_offset", Kind.BIGINT, "The number of the body in its stream, from 0"),
            new SourceColumn("_idempotency_key", Kind.STRING, "The Idempotency-Key of the request, if it had one"),
            new SourceColumn("_content_type", Kind.STRING, "The Content-Type of the request, if it had one"));

    private final BytesVector streams = new BytesVector();
    private final LongVector offsets = new LongVector();
    private final BytesVector keys = new BytesVector();
    private final BytesVector types = new BytesVector();
    private final List<Column> columns = List.of(
            new Column("_stream", Kind.STRING, streams),
            new Column("_offset", Kind.BIGINT, offsets),
            new Column("_idempotency_key", Kind.STRING, keys),
            new Column("_content_type", Kind.STRING, types));

    List<Column> columns() {
        return columns;
    }

    void append(int row, byte[] stream, long offset, FrameReader frame) {
        streams.append(row, stream, 0, stream.length);
        offsets.append(row, offset);
        append(row, keys, frame.bytes(), frame.keyStart(), frame.keyEnd());
        append(row, types, frame.bytes(), frame.typeStart(), frame.typeEnd());
    }

    void clear() {
        columns.forEach(Column::clear);
    }

    private static void append(int row, BytesVector texts, byte[] bytes, int from, int to) {
        if (to > from) {
            texts.append(row, bytes, from, to);
        }
    }
}
