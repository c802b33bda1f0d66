package io.millrace.formats.parquet;

import io.millrace.formats.spool.SpoolFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;

/** The pages of one column in one row group, read one at a time. */
final class ChunkPages implements PageReader {
    private static final int FIRST_HEADER_BYTES = 1 << 10;
    private static final int LARGEST_HEADER = 16 << 20;
    private static final int LARGEST_PAGE = 256 << 20;

    private final SpoolFile file;
    private final ColumnMetaData chunk;
    private final ColumnDescriptor column;
    private final DeltaPages deltaPages = new DeltaPages();
    private final long end;
    private long at;
    private long valuesLeft;
    private DictionaryPage dictionary;
    private DataPage waiting;

    ChunkPages(SpoolFile file, ColumnMetaData chunk, ColumnDescriptor column) {
        this.file = file;
        this.chunk = chunk;
        this.column = column;
        long first = firstPage(chunk);
        at = first;
        end = Math.min(file.length(), first + Math.max(0, chunk.getTotal_compressed_size()));
        valuesLeft = chunk.getNum_values();
    }

    /** Where the first page of a column begins: its dictionary, if it has one. */
    static long firstPage(ColumnMetaData chunk) {
        long data = chunk.getData_page_offset();
        return chunk.isSetDictionary_page_offset() && chunk.getDictionary_page_offset() > 0
                ? Math.min(data, chunk.getDictionary_page_offset())
                : data;
    }

    @Override
    public long getTotalValueCount() {
        return chunk.getNum_values();
    }

    @Override
    public DictionaryPage readDictionaryPage() {
        try {
            if (dictionary == null && waiting == null) {
                waiting = next();
            }
            return dictionary;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public DataPage readPage() {
        try {
            DataPage page = waiting == null ? next() : waiting;
            waiting = null;
            return page;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private DataPage next() throws IOException {
        while (valuesLeft > 0) {
            PageHeader header = header();
            int size = header.getUncompressed_page_size();
            int count = header.getCompressed_page_size();
            if (size < 0 || count < 0 || size > LARGEST_PAGE || count > LARGEST_PAGE || count > end - at) {
                throw new IOException("a page of %s says it has %d bytes, %d when plain"
                        .formatted(chunk.getPath_in_schema(), count, size));
            }
            byte[] body = new byte[count];
            file.read(at, body, 0, count);
            at += count;
            requireIntact(header, body);
            if (header.getType() == PageType.DICTIONARY_PAGE) {
                dictionary(header, body, size);
            } else if (header.getType() == PageType.DATA_PAGE) {
                return first(header, body, size);
            } else if (header.getType() == PageType.DATA_PAGE_V2) {
                return second(header, body, size);
            }
        }
        throw new IOException("column " + chunk.getPath_in_schema() + " has fewer values than rows");
    }

    private void requireIntact(PageHeader header, byte[] body) throws IOException {
        if (header.isSetCrc()) {
            CRC32 checksum = new CRC32();
            checksum.update(body);
            if ((int) checksum.getValue() != header.getCrc()) {
                throw new IOException("the checksum of a page of %s is %08x, and not the %08x that it should be"
                        .formatted(chunk.getPath_in_schema(), (int) checksum.getValue(), header.getCrc()));
            }
        }
    }

    private PageHeader header() throws IOException {
        long left = end - at;
        for (int length = FIRST_HEADER_BYTES; ; length *= 8) {
            byte[] bytes = new byte[(int) Math.min(length, Math.max(0, left))];
            file.read(at, bytes, 0, bytes.length);
            ByteArrayInputStream stream = new ByteArrayInputStream(bytes);
            try {
                PageHeader header = Util.readPageHeader(stream);
                at += bytes.length - stream.available();
                return header;
            } catch (IOException | RuntimeException e) {
                if (length >= left || length >= LARGEST_HEADER) {
                    throw new IOException("a page header of " + chunk.getPath_in_schema() + " is damaged", e);
                }
            }
        }
    }

    private void dictionary(PageHeader header, byte[] body, int size) throws IOException {
        if (dictionary != null) {
            throw new IOException("column " + chunk.getPath_in_schema() + " has two dictionaries");
        }
        byte[] plain = PageCodec.decompress(chunk.getCodec(), body, 0, body.length, size);
        int values = header.getDictionary_page_header().getNum_values();
        if (values < 0 || values > plain.length) {
            throw new IOException(
                    "a dictionary of " + chunk.getPath_in_schema() + " says it has " + values + " values");
        }
        dictionary = new DictionaryPage(
                BytesInput.from(plain),
                values,
                encoding(header.getDictionary_page_header().getEncoding()));
    }

    private DataPage first(PageHeader header, byte[] body, int size) throws IOException {
        byte[] plain = PageCodec.decompress(chunk.getCodec(), body, 0, body.length, size);
        DataPageHeader page = header.getData_page_header();
        int values = counted(page.getNum_values());
        int repetition = levels(plain, 0, values, column.getMaxRepetitionLevel(), page.getRepetition_level_encoding());
        int definition =
                levels(plain, repetition, values, column.getMaxDefinitionLevel(), page.getDefinition_level_encoding());
        deltaPages.check(encoding(page.getEncoding()), plain, repetition + definition, values);
        return new DataPageV1(
                BytesInput.from(plain),
                values,
                plain.length,
                Statistics.createStats(column.getPrimitiveType()),
                encoding(page.getRepetition_level_encoding()),
                encoding(page.getDefinition_level_encoding()),
                encoding(page.getEncoding()));
    }

    private DataPage second(PageHeader header, byte[] body, int size) throws IOException {
        DataPageHeaderV2 page = header.getData_page_header_v2();
        int repetition = page.getRepetition_levels_byte_length();
        int definition = page.getDefinition_levels_byte_length();
        int levels = repetition + definition;
        if (repetition < 0 || definition < 0 || levels < 0 || levels > body.length || levels > size) {
            throw new IOException("the levels of a page of " + chunk.getPath_in_schema() + " have no such length");
        }
        boolean compressed = !page.isSetIs_compressed() || page.isIs_compressed();
        byte[] plain = compressed && body.length > levels
                ? PageCodec.decompress(chunk.getCodec(), body, levels, body.length - levels, size - levels)
                : Arrays.copyOfRange(body, levels, body.length);
        int values = counted(page.getNum_values());
        deltaPages.check(encoding(page.getEncoding()), plain, 0, values);
        return DataPageV2.uncompressed(
                page.getNum_rows(),
                page.getNum_nulls(),
                values,
                BytesInput.from(body, 0, repetition),
                BytesInput.from(body, repetition, definition),
                encoding(page.getEncoding()),
                BytesInput.from(plain),
                Statistics.createStats(column.getPrimitiveType()));
    }

    /** How many bytes the levels take that begin at {@code from}. */
    private int levels(byte[] plain, int from, int values, int highest, org.apache.parquet.format.Encoding encoding)
            throws IOException {
        long length;
        if (highest == 0) {
            length = 0;
        } else if (encoding == org.apache.parquet.format.Encoding.BIT_PACKED) {
            int bits = Integer.SIZE - Integer.numberOfLeadingZeros(highest);
            length = ((long) values * bits + Byte.SIZE - 1) / Byte.SIZE;
        } else {
            length = plain.length - from < Integer.BYTES
                    ? -1
                    : Integer.BYTES
                            + (long) ByteBuffer.wrap(plain)
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .getInt(from);
        }
        if (length < 0 || length > plain.length - from) {
            throw new IOException("the levels of a page of " + chunk.getPath_in_schema() + " have no such length");
        }
        return (int) length;
    }

    private int counted(int values) throws IOException {
        if (values < 0 || values > valuesLeft) {
            throw new IOException("a page of %s says it has %d values".formatted(chunk.getPath_in_schema(), values));
        }
        valuesLeft -= values;
        return values;
    }

    private static Encoding encoding(org.apache.parquet.format.Encoding encoding) {
        return Encoding.valueOf(encoding.name());
    }
}
