package io.millrace.formats.parquet;

import io.millrace.formats.columns.ObjectPlace;
import io.millrace.formats.spool.GroupedRows;
import io.millrace.formats.spool.Meter;
import io.millrace.formats.spool.SpoolFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.VersionParser;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.VersionParser.VersionParseException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;

/** The rows of a file, row group by row group. Of each column one page is in memory. */
final class ParquetRows extends GroupedRows {
    private final SpoolFile file;
    private final FileMetaData footer;
    private final ParsedVersion writer;
    private final Node[] fields;
    private final List<Leaf> leaves = new ArrayList<>();

    ParquetRows(SpoolFile file, ObjectPlace root, int maxDepth, Meter meter, Kept kept) throws IOException {
        super(root, meter, kept);
        this.file = file;
        footer = Footer.read(file);
        for (RowGroup group : footer.getRow_groups()) {
            meter.countRows(group.getNum_rows());
        }
        writer = writer(footer);
        SchemaTree schema = new SchemaTree(footer.getSchema(), maxDepth, meter, this::overflow);
        fields = schema.rows(root).toArray(Node[]::new);
        for (Node field : fields) {
            leaves.addAll(field.leaves());
        }
    }

    /** What wrote the file; the library's guard against old mistakes takes one that says nothing for the worst. */
    private static ParsedVersion writer(FileMetaData footer) {
        try {
            return VersionParser.parse(footer.isSetCreated_by() ? footer.getCreated_by() : "");
        } catch (VersionParseException e) {
            return new ParsedVersion("parquet-mr", null, null);
        }
    }

    @Override
    protected int groups() {
        return footer.getRow_groupsSize();
    }

    @Override
    protected void readFields(int row) throws IOException {
        for (Node field : fields) {
            field.read(row);
        }
    }

    @Override
    protected long begin(int number) throws IOException {
        RowGroup group = footer.getRow_groups().get(number);
        long rows = group.getNum_rows();
        Map<List<String>, ColumnChunk> chunks = new HashMap<>();
        for (ColumnChunk chunk : group.getColumns()) {
            if (chunk.isSetMeta_data()) {
                chunks.put(chunk.getMeta_data().getPath_in_schema(), chunk);
            }
        }
        for (Leaf leaf : leaves) {
            ColumnChunk chunk = chunk(chunks, leaf.column());
            long values = chunk.getMeta_data().getNum_values();
            if (values < rows) {
                throw new IOException("column " + name(leaf.column()) + " has fewer values than rows");
            }
            leaf.begin(reader(leaf.column(), chunk), values);
        }
        return rows;
    }

    private ChunkReader reader(ColumnDescriptor column, ColumnChunk chunk) throws IOException {
        ChunkPages pages = new ChunkPages(file, chunk.getMeta_data(), column);
        return new ChunkReader(column, pages, writer);
    }

    @Override
    protected void endGroup() throws IOException {
        for (Leaf leaf : leaves) {
            if (!leaf.atEnd()) {
                throw new IOException("column " + name(leaf.column()) + " has more values than rows");
            }
        }
    }

    private static ColumnChunk chunk(Map<List<String>, ColumnChunk> chunks, ColumnDescriptor column)
            throws IOException {
        ColumnChunk chunk = chunks.get(Arrays.asList(column.getPath()));
        if (chunk == null || chunk.isSetFile_path()) {
            throw new IOException("a row group lacks column " + name(column));
        }
        if (!column.getPrimitiveType()
                .getPrimitiveTypeName()
                .name()
                .equals(chunk.getMeta_data().getType().name().replaceFirst("^BYTE_ARRAY$", "BINARY"))) {
            throw new IOException("column " + name(column) + " has another type than the schema says");
        }
        return chunk;
    }

    private static String name(ColumnDescriptor column) {
        return String.join(".", column.getPath());
    }

    @Override
    public void close() {}
}
