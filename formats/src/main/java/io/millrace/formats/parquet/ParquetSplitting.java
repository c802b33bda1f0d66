package io.millrace.formats.parquet;

import io.millrace.formats.split.Cuts;
import io.millrace.spi.decode.PayloadBytes;
import io.millrace.spi.decode.Piece;
import io.millrace.spi.decode.Splitting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * Cuts files between row groups. A piece is a file of its own: the bytes of some row groups, behind a magic number, and a
 * footer that speaks of these only, with their places in the piece. A file whose footer cannot be read, or whose row groups do
 * not follow one another, is read whole.
 */
final class ParquetSplitting implements Splitting {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int LARGEST_FOOTER = 16 << 20;

    /** Where the bytes of a row group are. */
    private record Extent(long from, long to) {
        static final Extent NONE = new Extent(0, 0);
    }

    @Override
    public List<Piece> cut(PayloadBytes payload, long[] wanted) throws IOException {
        FileMetaData footer;
        try {
            footer = Footer.read(payload);
        } catch (Footer.Damaged e) {
            return List.of();
        }
        List<Extent> extents = extents(footer, payload.length());
        boolean beginsRight = Arrays.equals(Cuts.beginning(payload, MAGIC.length), MAGIC);
        if (extents.size() < 2 || footer.isSetEncryption_algorithm() || !beginsRight) {
            return List.of();
        }
        List<Piece> pieces = new ArrayList<>();
        int first = 0;
        long firstRow = 1;
        for (int group = 1; group <= extents.size(); group++) {
            boolean end = group == extents.size();
            if (!end
                    && !isWanted(
                            wanted,
                            extents.get(first).from(),
                            extents.get(group).from())) {
                continue;
            }
            Extent bytes =
                    new Extent(extents.get(first).from(), extents.get(group - 1).to());
            FileMetaData own = only(footer, first, group, MAGIC.length - bytes.from());
            byte[] tail = tail(own);
            if (tail.length > LARGEST_FOOTER) {
                return List.of();
            }
            pieces.add(new Piece(MAGIC, bytes.from(), bytes.to(), tail, firstRow));
            first = group;
            firstRow += own.getNum_rows();
        }
        return pieces.size() < 2 ? List.of() : pieces;
    }

    private static boolean isWanted(long[] wanted, long begin, long at) {
        for (long place : wanted) {
            if (place > begin && place <= at) {
                return true;
            }
        }
        return false;
    }

    /** Where the row groups are; empty when they are not one after the other, or not in this file. */
    private static List<Extent> extents(FileMetaData footer, long length) {
        List<Extent> extents = new ArrayList<>();
        long end = MAGIC.length;
        for (RowGroup group : footer.getRow_groups()) {
            Extent extent = extent(group);
            if (extent.from() < end
                    || extent.to() <= extent.from()
                    || extent.to() > length
                    || group.getNum_rows() < 0) {
                return List.of();
            }
            extents.add(extent);
            end = extent.to();
        }
        return extents;
    }

    private static Extent extent(RowGroup group) {
        long from = Long.MAX_VALUE;
        long to = 0;
        for (ColumnChunk chunk : group.getColumns()) {
            if (!chunk.isSetMeta_data() || chunk.isSetFile_path() || chunk.isSetCrypto_metadata()) {
                return Extent.NONE;
            }
            ColumnMetaData column = chunk.getMeta_data();
            long first = ChunkPages.firstPage(column);
            if (column.getTotal_compressed_size() < 0 || first < 0) {
                return Extent.NONE;
            }
            from = Math.min(from, first);
            to = Math.max(to, first + column.getTotal_compressed_size());
        }
        return new Extent(from, to);
    }

    /** The footer of some row groups, moved by so many bytes, without what is not needed to read them. */
    private static FileMetaData only(FileMetaData footer, int first, int end, long move) {
        List<RowGroup> groups = new ArrayList<>();
        long rows = 0;
        for (RowGroup group : footer.getRow_groups().subList(first, end)) {
            List<ColumnChunk> chunks = new ArrayList<>();
            for (ColumnChunk chunk : group.getColumns()) {
                chunks.add(new ColumnChunk(0).setMeta_data(moved(chunk.getMeta_data(), move)));
            }
            groups.add(new RowGroup(chunks, group.getTotal_byte_size(), group.getNum_rows()));
            rows += group.getNum_rows();
        }
        FileMetaData own = new FileMetaData(footer.getVersion(), footer.getSchema(), rows, groups);
        if (footer.isSetCreated_by()) {
            own.setCreated_by(footer.getCreated_by());
        }
        return own;
    }

    private static ColumnMetaData moved(ColumnMetaData column, long move) {
        ColumnMetaData moved = new ColumnMetaData(
                column.getType(),
                column.getEncodings(),
                column.getPath_in_schema(),
                column.getCodec(),
                column.getNum_values(),
                column.getTotal_uncompressed_size(),
                column.getTotal_compressed_size(),
                column.getData_page_offset() + move);
        if (column.isSetDictionary_page_offset() && column.getDictionary_page_offset() > 0) {
            moved.setDictionary_page_offset(column.getDictionary_page_offset() + move);
        }
        return moved;
    }

    private static byte[] tail(FileMetaData footer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Util.writeFileMetaData(footer, out);
        ByteBuffer length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        length.putInt(0, out.size());
        out.writeBytes(length.array());
        out.writeBytes(MAGIC);
        return out.toByteArray();
    }
}
