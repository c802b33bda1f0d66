package io.millrace.lake.parquet;

import io.millrace.spi.batch.Vector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;

/** One column of the file: collects levels and values into pages and pages into a chunk. */
final class ColumnWriter {
    private static final int MAX_PAGE_ENTRIES = 1 << 17;

    private final Leaf leaf;
    private final ParquetWriteOptions options;
    private final EncodingHints hints;
    private final PageCodec codec;
    private final ValueEncoder encoder;
    private final LevelBuffer definitions;
    private final LevelBuffer repetitions;
    private final ColumnTotals totals;

    private final List<byte[]> pages = new ArrayList<>();
    private long pageBytes;
    private long uncompressedBytes;
    private long chunkEntries;
    private long chunkValues;
    private int indexedPages;
    private int plainPages;

    ColumnWriter(Leaf leaf, ParquetWriteOptions options, EncodingHints hints, PageCodec codec) {
        this.leaf = leaf;
        this.options = options;
        this.hints = hints;
        this.codec = codec;
        this.encoder = leaf.encoder(options);
        this.definitions = new LevelBuffer(leaf.maxDefinition());
        this.repetitions = new LevelBuffer(leaf.maxRepetition());
        this.totals = new ColumnTotals(encoder.newBounds());
        begin();
    }

    Leaf leaf() {
        return leaf;
    }

    ColumnTotals totals() {
        return totals;
    }

    /** Everything this column holds in memory, in bytes. */
    long memory() {
        return pageBytes + encoder.memory() + definitions.memory() + repetitions.memory();
    }

    /** About how much the chunk would take in the file. */
    long estimatedBytes() {
        return pageBytes + encoder.openBytes() + encoder.dictionary().plainBytes();
    }

    /** Appends the entries of a scope; {@code vector} is null when none has a value. */
    void append(Scope scope, Levels levels, Vector vector, Match match) {
        int values = match.count();
        if (values > 0) {
            encoder.load(vector, match);
        }
        if (scope.entries() <= MAX_PAGE_ENTRIES
                && (values == 0 || encoder.plainBytes(0, values) <= options.pageBytes())) {
            put(scope, levels, 0, scope.entries(), 0, values);
        } else {
            cut(scope, levels);
        }
    }

    /** Appends rows that do not even have the top-level field. */
    void appendNulls(long rows) {
        long left = rows;
        while (left > 0) {
            int entries = (int) Math.min(left, MAX_PAGE_ENTRIES);
            definitions.append((byte) 0, entries);
            repetitions.append((byte) 0, entries);
            left -= entries;
            if (left > 0) {
                finishPage();
            }
        }
    }

    /** Appends entries without a value, with the levels of another column as far as they concern this one. */
    void appendNulls(LevelBuffer otherRepetitions, LevelBuffer otherDefinitions, int maxRepetition, int maxDefinition) {
        for (int entry = 0; entry < otherDefinitions.count(); entry++) {
            byte repetition = otherRepetitions.at(entry);
            if (repetition > maxRepetition) {
                continue;
            }
            if (repetition == 0 && definitions.count() >= MAX_PAGE_ENTRIES) {
                finishPage();
            }
            repetitions.append(repetition, 1);
            definitions.append((byte) Math.min(otherDefinitions.at(entry), maxDefinition), 1);
        }
    }

    /** The levels of all entries of the chunk so far, page by page. */
    void replayLevels(LevelConsumer consumer) {
        LevelBuffer pageRepetitions = new LevelBuffer(leaf.maxRepetition());
        LevelBuffer pageDefinitions = new LevelBuffer(leaf.maxDefinition());
        for (byte[] page : pages) {
            ByteArrayInputStream in = new ByteArrayInputStream(page);
            PageHeader header = PageCodec.header(in);
            byte[] body = codec.body(page, page.length - in.available(), header);
            int entries = header.getData_page_header().getNum_values();
            int at = pageRepetitions.decode(body, 0, entries);
            pageDefinitions.decode(body, at, entries);
            consumer.accept(pageRepetitions, pageDefinitions);
        }
        consumer.accept(repetitions, definitions);
    }

    /** Takes the levels of one page, valid during the call. */
    interface LevelConsumer {
        void accept(LevelBuffer repetitions, LevelBuffer definitions);
    }

    /** Writes the chunk to the file and begins the next one. */
    ColumnChunk finishChunk(PositionOutputStream out) throws IOException {
        encoder.settle();
        if (definitions.count() > 0) {
            finishPage();
        }
        if (encoder.dictionaryFailed()) {
            hints.dictionaryFailed(leaf.fieldId());
        }

        long start = out.getPos();
        long dictionaryOffset = -1;
        if (encoder.indexed()) {
            encoder.dictionary().encode(codec.body());
            PageCodec.Page page = codec.dictionaryPage(encoder.dictionary().size());
            dictionaryOffset = start;
            pageBytes += page.bytes().length;
            uncompressedBytes += page.uncompressedBytes();
            out.write(page.bytes());
        }
        long dataOffset = out.getPos();
        for (byte[] page : pages) {
            out.write(page);
        }

        ColumnMetaData meta = describe();
        meta.setData_page_offset(dataOffset);
        if (dictionaryOffset >= 0) {
            meta.setDictionary_page_offset(dictionaryOffset);
        }
        totals.add(pageBytes, chunkEntries, chunkValues, encoder.bounds());
        release();
        begin();
        ColumnChunk chunk = new ColumnChunk(start);
        chunk.setMeta_data(meta);
        return chunk;
    }

    private void release() {
        encoder.release();
        definitions.release();
        repetitions.release();
    }

    private void begin() {
        pages.clear();
        pageBytes = 0;
        uncompressedBytes = 0;
        chunkEntries = 0;
        chunkValues = 0;
        indexedPages = 0;
        plainPages = 0;
        encoder.begin(hints.tryDictionary(leaf.fieldId()));
    }

    private void put(Scope scope, Levels levels, int from, int to, int valueFrom, int valueTo) {
        int entries = definitions.count();
        if (entries > 0
                && (entries + to - from > MAX_PAGE_ENTRIES
                        || (valueFrom < valueTo && !encoder.fits(valueFrom, valueTo, options.pageBytes())))) {
            finishPage();
        }

        if (levels.isUniform()) {
            definitions.append(levels.level(), to - from);
        } else {
            definitions.append(levels.values(), from, to);
        }
        if (scope.repeated()) {
            repetitions.append(scope.repetitions(), from, to);
        } else {
            repetitions.append((byte) 0, to - from);
        }
        if (valueFrom < valueTo) {
            encoder.encode(valueFrom, valueTo);
            chunkValues += valueTo - valueFrom;
        }
    }

    /** Appends a batch that is too large for a page: as many rows at a time as make one. */
    private void cut(Scope scope, Levels levels) {
        int entries = scope.entries();
        int from = 0;
        int valueFrom = 0;
        while (from < entries) {
            int to = from;
            int valueTo = valueFrom;
            do {
                do {
                    valueTo += levels.at(to) == leaf.maxDefinition() ? 1 : 0;
                    to++;
                } while (to < entries && scope.repetition(to) > 0);
            } while (to < entries
                    && to - from < MAX_PAGE_ENTRIES
                    && (valueFrom == valueTo || encoder.plainBytes(valueFrom, valueTo) < options.pageBytes()));
            put(scope, levels, from, to, valueFrom, valueTo);
            from = to;
            valueFrom = valueTo;
        }
    }

    private void finishPage() {
        ByteSink body = codec.body();
        repetitions.encode(body);
        definitions.encode(body);
        boolean indexing = encoder.indexing();
        encoder.finishPage(body);
        int entries = definitions.count();
        PageCodec.Page page = codec.dataPage(entries, indexing ? Encoding.RLE_DICTIONARY : Encoding.PLAIN);
        pages.add(page.bytes());
        pageBytes += page.bytes().length;
        uncompressedBytes += page.uncompressedBytes();
        chunkEntries += entries;
        indexedPages += indexing ? 1 : 0;
        plainPages += indexing ? 0 : 1;
        definitions.clear();
        repetitions.clear();
    }

    private ColumnMetaData describe() {
        List<Encoding> encodings = new ArrayList<>(List.of(Encoding.RLE, Encoding.PLAIN));
        List<PageEncodingStats> pageCounts = new ArrayList<>();
        if (indexedPages > 0) {
            encodings.add(Encoding.RLE_DICTIONARY);
            pageCounts.add(new PageEncodingStats(PageType.DICTIONARY_PAGE, Encoding.PLAIN, 1));
            pageCounts.add(new PageEncodingStats(PageType.DATA_PAGE, Encoding.RLE_DICTIONARY, indexedPages));
        }
        if (plainPages > 0) {
            pageCounts.add(new PageEncodingStats(PageType.DATA_PAGE, Encoding.PLAIN, plainPages));
        }

        Statistics statistics = new Statistics();
        statistics.setNull_count(chunkEntries - chunkValues);
        encoder.bounds().describe(statistics);
        ColumnMetaData meta = new ColumnMetaData();
        meta.setType(Leaf.physicalType(leaf.type()));
        meta.setEncodings(encodings);
        meta.setEncoding_stats(pageCounts);
        meta.setPath_in_schema(leaf.path());
        meta.setCodec(options.compression().parquetCodec());
        meta.setNum_values(chunkEntries);
        meta.setTotal_compressed_size(pageBytes);
        meta.setTotal_uncompressed_size(uncompressedBytes);
        meta.setStatistics(statistics);
        return meta;
    }
}
