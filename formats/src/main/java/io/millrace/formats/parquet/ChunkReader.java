package io.millrace.formats.parquet;

import static org.apache.parquet.column.ValuesType.DEFINITION_LEVEL;
import static org.apache.parquet.column.ValuesType.REPETITION_LEVEL;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.values.ValuesReader;

/** The entries of a column in a row group, in turn; some hundred at a time are taken from their page. */
final class ChunkReader {
    private static final int ENTRIES = 1024;

    private final ColumnDescriptor column;
    private final ChunkPages pages;
    private final ParsedVersion writer;
    private final boolean wide;
    private final int[] definitions = new int[ENTRIES];
    private final int[] repetitions = new int[ENTRIES];
    private final Window window = new Window();
    private final Slice slice = new Slice();
    private DictionaryValues dictionary;
    private Numbers repetition = Numbers.ZEROS;
    private Numbers definition = Numbers.ZEROS;
    private PageValues values;
    private int leftInPage;
    private int entries;
    private int entry;
    private int value;

    /** @param writer of the file */
    ChunkReader(ColumnDescriptor column, ChunkPages pages, ParsedVersion writer) throws IOException {
        this.column = column;
        this.pages = pages;
        this.writer = writer;
        wide = PageValues.areBytes(column.getPrimitiveType());
        window.makeRoom(ENTRIES, wide);
        if (pages.getTotalValueCount() > 0) {
            DictionaryPage page = pages.readDictionaryPage();
            dictionary = page == null ? null : new DictionaryValues(page, column.getPrimitiveType());
            fill();
        }
    }

    int definition() {
        return definitions[entry];
    }

    int repetition() {
        return repetitions[entry];
    }

    /** The bits of the current value, which is there; an int is extended by its sign. */
    long number() {
        return window.numbers[value];
    }

    Slice bytes() {
        return slice.of(window, value);
    }

    /**
     * Goes on to the next entry.
     *
     * @param more whether there is one
     */
    void next(boolean more) {
        if (definitions[entry] == column.getMaxDefinitionLevel()) {
            value++;
        }
        if (++entry == entries && more) {
            try {
                fill();
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
    }

    private void fill() throws IOException {
        while (leftInPage == 0) {
            begin(pages.readPage());
        }
        entries = Math.min(ENTRIES, leftInPage);
        leftInPage -= entries;
        entry = 0;
        value = 0;
        repetition.read(repetitions, entries);
        definition.read(definitions, entries);
        int there = 0;
        for (int i = 0; i < entries; i++) {
            there += definitions[i] == column.getMaxDefinitionLevel() ? 1 : 0;
        }
        values.read(window, there);
    }

    private void begin(DataPage page) throws IOException {
        leftInPage = page.getValueCount();
        if (page instanceof DataPageV1 first) {
            ByteBufferInputStream in = first.getBytes().toInputStream();
            repetition = levels(first.getRlEncoding(), column.getMaxRepetitionLevel(), REPETITION_LEVEL, in);
            definition = levels(first.getDlEncoding(), column.getMaxDefinitionLevel(), DEFINITION_LEVEL, in);
            values(first.getValueEncoding(), in);
        } else if (page instanceof DataPageV2 second) {
            repetition = hybrid(second.getRepetitionLevels().toInputStream(), column.getMaxRepetitionLevel());
            definition = hybrid(second.getDefinitionLevels().toInputStream(), column.getMaxDefinitionLevel());
            values(second.getDataEncoding(), second.getData().toInputStream());
        }
    }

    private Numbers levels(Encoding encoding, int most, ValuesType kind, ByteBufferInputStream in) throws IOException {
        if (most == 0) {
            return Numbers.ZEROS;
        }
        if (encoding == Encoding.RLE) {
            return hybrid(in.sliceStream(BytesUtils.readIntLittleEndian(in)), most);
        }
        ValuesReader reader = encoding.getValuesReader(column, kind);
        reader.initFromPage(leftInPage, in);
        return (into, count) -> {
            for (int i = 0; i < count; i++) {
                into[i] = reader.readInteger();
            }
        };
    }

    private static Numbers hybrid(ByteBufferInputStream in, int most) throws IOException {
        ByteBuffer bytes = in.slice(in.available());
        int from = bytes.arrayOffset() + bytes.position();
        return most == 0
                ? Numbers.ZEROS
                : new Hybrid(bytes.array(), from, from + bytes.remaining(), BytesUtils.getWidthFromMaxInt(most));
    }

    private void values(Encoding encoding, ByteBufferInputStream in) throws IOException {
        if (!encoding.usesDictionary() && encoding != Encoding.PLAIN) {
            values = new OtherValues(column, encoding, writer, values, leftInPage, in);
            return;
        }
        ByteBuffer rest = in.slice(in.available());
        int from = rest.arrayOffset() + rest.position();
        int end = from + rest.remaining();
        if (encoding == Encoding.PLAIN) {
            values = new PlainValues(column.getPrimitiveType(), rest.array(), from, end);
        } else if (dictionary != null) {
            values = dictionary.values(rest.array(), from, end);
        } else {
            throw new IOException("column " + String.join(".", column.getPath()) + " lacks its dictionary");
        }
    }
}
