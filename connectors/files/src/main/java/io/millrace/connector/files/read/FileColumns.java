package io.millrace.connector.files.read;

import io.millrace.formats.compress.Compression;
import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.source.SourceColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The coordinates of records in files, in columns. */
public final class FileColumns {
    /** What they are, in order. */
    public static final List<SourceColumn> SCHEMA = List.of(
            new SourceColumn("_file_name", Kind.STRING, "The path of the file below the job's LOCATION"),
            new SourceColumn("_file_size", Kind.BIGINT, "The size of the file in bytes, as it is stored"),
            new SourceColumn("_file_last_modified", Kind.TIMESTAMP, "When the file was changed last"),
            new SourceColumn(
                    "_row_number",
                    Kind.BIGINT,
                    "The number of the row in its file, from 1; rejects do not count. In a file that is read in pieces"
                            + " numbers grow, but may leave gaps between pieces"),
            new SourceColumn(
                    "_compression",
                    Kind.STRING,
                    "How the file is compressed: none, gzip, zstd, snappy, lz4, bzip2 or zip"));

    private final BytesVector names = new BytesVector();
    private final LongVector sizes = new LongVector();
    private final LongVector modified = new LongVector();
    private final LongVector numbers = new LongVector();
    private final BytesVector compressions = new BytesVector();
    private final List<Column> columns = List.of(
            new Column("_file_name", Kind.STRING, names),
            new Column("_file_size", Kind.BIGINT, sizes),
            new Column("_file_last_modified", Kind.TIMESTAMP, modified),
            new Column("_row_number", Kind.BIGINT, numbers),
            new Column("_compression", Kind.STRING, compressions));

    private byte[] name = {};
    private byte[] compression = {};
    private StoredFile file = new StoredFile("", 0, 0, "");
    private long rows;

    List<Column> columns() {
        return columns;
    }

    FileColumns() {}

    /** @param firstRow the number of its next row */
    void begin(StoredFile next, long firstRow) {
        name = next.name().getBytes(StandardCharsets.UTF_8);
        file = next;
        rows = firstRow - 1;
    }

    void compressed(Compression with) {
        compression = with.name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    }

    void append(int firstRow, int count) {
        for (int row = firstRow; row < firstRow + count; row++) {
            numbers.append(row, ++rows);
            appendFile(row);
        }
    }

    /** All but the number of the row. */
    void appendFile(int row) {
        names.append(row, name, 0, name.length);
        sizes.append(row, file.size());
        modified.append(row, file.modifiedMicros());
        compressions.append(row, compression, 0, compression.length);
    }

    void clear() {
        columns.forEach(Column::clear);
    }
}
