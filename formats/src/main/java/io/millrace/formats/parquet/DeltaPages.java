package io.millrace.formats.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesReader;

/**
 * Looks at pages of the delta encodings before the library does: it takes memory for as many values, and for texts as long,
 * as a few bytes of a page may say.
 */
final class DeltaPages {
    private static final int MOST_VALUES = 1 << 24;
    private static final int LARGEST_BLOCK = 1 << 20;
    private static final int LARGEST_TEXT = 256 << 20;
    private static final int HEADER_BYTES = 15;

    /** The length of the last text of the page before, which the first of a page may go on from. */
    private int lastText;

    /**
     * @param from where its values begin, behind its levels
     * @param count how many values the page says it has, nulls among them
     * @throws IOException when the page is not to be read
     */
    void check(Encoding encoding, byte[] page, int from, int count) throws IOException {
        ByteBufferInputStream values = ByteBufferInputStream.wrap(ByteBuffer.wrap(page, from, page.length - from));
        switch (encoding) {
            case DELTA_BINARY_PACKED, DELTA_LENGTH_BYTE_ARRAY -> checkHeader(values, count);
            case DELTA_BYTE_ARRAY -> checkTexts(values, count);
            default -> {}
        }
    }

    /** How many values there are; the stream stays where it is. */
    private static int checkHeader(ByteBufferInputStream values, int count) throws IOException {
        if (values.available() == 0) {
            return 0;
        }
        values.mark(HEADER_BYTES);
        int block = BytesUtils.readUnsignedVarInt(values);
        BytesUtils.readUnsignedVarInt(values);
        int total = BytesUtils.readUnsignedVarInt(values);
        values.reset();
        if (block <= 0 || block > LARGEST_BLOCK || total < 0 || total > Math.min(count, MOST_VALUES)) {
            throw new IOException(
                    "a page of delta-encoded values says it has %d in blocks of %d".formatted(total, block));
        }
        return total;
    }

    /** Each text begins as the one before, for so many bytes. */
    private void checkTexts(ByteBufferInputStream values, int count) throws IOException {
        int total = checkHeader(values, count);
        if (total == 0) {
            return;
        }
        DeltaBinaryPackingValuesReader prefixes = new DeltaBinaryPackingValuesReader();
        prefixes.initFromPage(count, values);
        if (checkHeader(values, count) != total) {
            throw new IOException("a page of texts has not as many beginnings as ends");
        }
        DeltaBinaryPackingValuesReader suffixes = new DeltaBinaryPackingValuesReader();
        suffixes.initFromPage(count, values);
        for (int i = 0; i < total; i++) {
            long prefix = prefixes.readLong();
            long length = prefix + suffixes.readLong();
            if (prefix < 0 || prefix > lastText || length < prefix || length > LARGEST_TEXT) {
                throw new IOException("a page of texts says that one of %d bytes begins with %d of one of %d"
                        .formatted(length, prefix, lastText));
            }
            lastText = (int) length;
        }
    }
}
