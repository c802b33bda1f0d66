package io.millrace.lake.parquet;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;

/** Turns the bodies of pages into pages with a header. One serves all columns of a file. Confined to a thread. */
final class PageCodec implements Closeable {
    private final Compressor compressor;
    private final ByteSink body = new ByteSink();
    private final ByteSink header = new ByteSink();
    private final CRC32 checksum = new CRC32();

    PageCodec(Compression compression) {
        this.compressor = new Compressor(compression);
    }

    /** A page as it stands in the file. */
    static final class Page {
        private final byte[] bytes;
        private final long uncompressedBytes;

        private Page(byte[] bytes, long uncompressedBytes) {
            this.bytes = bytes;
            this.uncompressedBytes = uncompressedBytes;
        }

        byte[] bytes() {
            return bytes;
        }

        /** What the page would take uncompressed, with its header. */
        long uncompressedBytes() {
            return uncompressedBytes;
        }
    }

    /** The place for the body of the next page, emptied. */
    ByteSink body() {
        body.clear();
        return body;
    }

    long memory() {
        return body.capacity() + compressor.memory();
    }

    /** The page of the body: {@code entries} levels and their values. */
    Page dataPage(int entries, Encoding encoding) {
        PageHeader page = new PageHeader(PageType.DATA_PAGE, body.size(), 0);
        page.setData_page_header(new DataPageHeader(entries, encoding, Encoding.RLE, Encoding.RLE));
        return finish(page);
    }

    Page dictionaryPage(int values) {
        PageHeader page = new PageHeader(PageType.DICTIONARY_PAGE, body.size(), 0);
        page.setDictionary_page_header(new DictionaryPageHeader(values, Encoding.PLAIN));
        return finish(page);
    }

    /** The header of a page that this codec made. */
    static PageHeader header(ByteArrayInputStream page) {
        try {
            return Util.readPageHeader(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body of a data page that this codec made. */
    byte[] body(byte[] page, int from, PageHeader pageHeader) {
        return compressor.decompress(page, from, page.length, pageHeader.getUncompressed_page_size());
    }

    @Override
    public void close() {
        compressor.close();
    }

    private Page finish(PageHeader page) {
        int compressed = compressor.compress(body.bytes(), body.size());
        checksum.reset();
        checksum.update(compressor.bytes(), 0, compressed);
        page.setCompressed_page_size(compressed);
        page.setCrc((int) checksum.getValue());
        header.clear();
        try {
            Util.writePageHeader(page, header);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }

        byte[] bytes = Arrays.copyOf(header.bytes(), header.size() + compressed);
        System.arraycopy(compressor.bytes(), 0, bytes, header.size(), compressed);
        return new Page(bytes, (long) header.size() + body.size());
    }
}
