package io.millrace.lake.parquet;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.apache.iceberg.types.Types.NestedField.required;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.iceberg.Files;
import org.apache.iceberg.Schema;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ParquetWriterTest {
    private static WrittenFiles files;

    private final EncodingHints hints = new EncodingHints();
    private final ParquetWriteOptions options = ParquetWriteOptions.defaults();

    @BeforeAll
    static void open() {
        files = new WrittenFiles();
    }

    @AfterAll
    static void close() {
        files.close();
    }

    @Test
    void fileWithoutRows() {
        List<NestedField> fields = List.of(optional(1, "a", Types.LongType.get()), optional(2, "b", listOfStrings(3)));
        File file = files.next();
        WrittenFile written = writer(fields, file).close();
        assertThat(written.metrics().recordCount()).isZero();
        assertThat(written.splitOffsets()).isEmpty();
        check(file, fields, List.of());
    }

    @Test
    void columnsOfNothing() {
        List<NestedField> fields = List.of(
                optional(1, "a", Types.LongType.get()),
                optional(2, "b", listOfStrings(3)),
                optional(4, "c", Types.StructType.of(optional(5, "d", Types.BooleanType.get()))));
        List<Map<String, Object>> rows = List.of(Map.of(), Map.of("b", List.of()), Map.of("c", Map.of()));
        File file = files.next();
        WrittenFile written = write(fields, rows, file);
        assertThat(written.metrics().nullValueCounts()).containsEntry(1, 3L).containsEntry(5, 3L);
        assertThat(written.metrics().lowerBounds()).isEmpty();
        check(file, fields, rows);
    }

    @Test
    void textsLongerThanAPage() {
        List<NestedField> fields = List.of(optional(1, "text", Types.StringType.get()));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rows.add(Map.of("text", "é".repeat(1_500_000 + i)));
            rows.add(Map.of());
        }
        File file = files.next();
        WrittenFile written = write(fields, rows, file);
        check(file, fields, rows);
        assertThat((CharSequence) Conversions.fromByteBuffer(
                        Types.StringType.get(), written.metrics().upperBounds().get(1)))
                .hasToString("é".repeat(15) + "ê");
        assertThat(files.number("SELECT count(*) FROM read_parquet('" + file + "') WHERE text = repeat('é', 1500004)"))
                .isOne();
    }

    @Test
    void textOfTheGreatestCharactersHasNoUpperBound() {
        List<NestedField> fields = List.of(optional(1, "text", Types.StringType.get()));
        String greatest = new String(Character.toChars(Character.MAX_CODE_POINT)).repeat(100);
        File file = files.next();
        WrittenFile written = write(fields, List.of(Map.of("text", greatest)), file);
        assertThat(written.metrics().lowerBounds()).containsOnlyKeys(1);
        assertThat(written.metrics().upperBounds()).isEmpty();
        check(file, fields, List.of(Map.of("text", greatest)));
    }

    @Test
    void dictionaryOfManyValuesStays() throws IOException {
        List<NestedField> fields =
                List.of(optional(1, "number", Types.LongType.get()), optional(2, "text", Types.StringType.get()));
        ParquetWriteOptions roomy = options.withDictionaryBytes(1 << 21);
        File file = files.next();
        ParquetWriter writer = ParquetWriter.create(new Schema(fields), Files.localOutput(file), roomy, hints);
        List<Map<String, Object>> rows = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(7);
        for (int from = 0; from < 400_000; from += 20_000) {
            List<Map<String, Object>> part = random.longs(20_000, 0, 70_000)
                    .boxed()
                    .map(i -> Map.<String, Object>of("number", i * 1_000_003, "text", "value " + i))
                    .toList();
            writer.write(Batches.of(fields, part));
            rows.addAll(part);
        }
        writer.close();
        check(file, fields, rows);
        assertThat(encodings(file)).allSatisfy(found -> assertThat(found).contains(Encoding.RLE_DICTIONARY));
    }

    @Test
    void dictionaryThatOverflowsLeavesPlainPages() throws IOException {
        List<NestedField> fields =
                List.of(optional(1, "number", Types.LongType.get()), optional(2, "text", Types.StringType.get()));
        ParquetWriteOptions tight = options.withDictionaryBytes(4096).withPageBytes(1024);
        File file = files.next();
        ParquetWriter writer = ParquetWriter.create(new Schema(fields), Files.localOutput(file), tight, hints);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int from = 0; from < 30_000; from += 1000) {
            // Few values at first, then ever new ones.
            int kinds = from < 15_000 ? 10 : 100_000;
            List<Map<String, Object>> part = IntStream.range(from, from + 1000)
                    .mapToObj(i -> Map.<String, Object>of("number", (long) i % kinds, "text", "value " + i % kinds))
                    .toList();
            writer.write(Batches.of(fields, part));
            rows.addAll(part);
        }
        writer.close();
        check(file, fields, rows);
        assertThat(encodings(file))
                .allSatisfy(found -> assertThat(found).contains(Encoding.RLE_DICTIONARY, Encoding.PLAIN));
        assertThat(hints.tryDictionary(1)).isFalse();
    }

    @Test
    void columnOfDistinctValuesTeachesTheNextFile() {
        List<NestedField> fields = List.of(optional(1, "text", Types.StringType.get()));
        List<Map<String, Object>> rows = IntStream.range(0, 20_000)
                .mapToObj(i -> Map.<String, Object>of("text", "value " + i))
                .toList();
        write(fields, rows, files.next());
        assertThat(hints.tryDictionary(1)).isFalse();
        assertThat(hints.tryDictionary(2)).isTrue();
    }

    @Test
    void pagesHaveTheRightChecksums() throws IOException {
        List<NestedField> fields = List.of(optional(1, "text", listOfStrings(2)));
        List<Map<String, Object>> rows = IntStream.range(0, 5000)
                .mapToObj(i -> Map.<String, Object>of("text", List.of("value " + i % 7, "value " + i)))
                .toList();
        File file = files.next();
        write(fields, rows, file);
        ParquetReadOptions checked = HadoopReadOptions.builder(new org.apache.hadoop.conf.Configuration())
                .usePageChecksumVerification()
                .build();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file.toPath()), checked)) {
            PageReadStore group = reader.readNextRowGroup();
            PageReader pages = group.getPageReader(
                    reader.getFileMetaData().getSchema().getColumns().get(0));
            assertThat(pages.getTotalValueCount()).isEqualTo(10_000);
            assertThat(pages.readPage()).isNotNull();
        }
    }

    @Test
    void notANumberStaysOutOfBounds() {
        List<NestedField> fields = List.of(
                optional(1, "d", Types.DoubleType.get()),
                optional(2, "f", Types.FloatType.get()),
                optional(3, "zero", Types.DoubleType.get()),
                optional(4, "nan", Types.DoubleType.get()));
        List<Map<String, Object>> rows = List.of(
                Map.of("d", Double.NaN, "f", Float.NaN, "zero", 0.0, "nan", Double.NaN),
                Map.of("d", Double.NEGATIVE_INFINITY, "f", -0.0f, "zero", -0.0),
                Map.of("d", Double.POSITIVE_INFINITY, "f", 0.0f, "nan", Double.NaN));
        File file = files.next();
        WrittenFile written = write(fields, rows, file);
        check(file, fields, rows);
        assertThat(written.metrics().nanValueCounts()).isEqualTo(Map.of(1, 1L, 2, 1L, 3, 0L, 4, 2L));
        assertThat(bounds(fields, written.metrics().lowerBounds()))
                .isEqualTo(Map.of(1, "-Infinity", 2, "-0.0", 3, "-0.0"));
        assertThat(bounds(fields, written.metrics().upperBounds()))
                .isEqualTo(Map.of(1, "Infinity", 2, "0.0", 3, "0.0"));
        assertThat(files.number("SELECT count(*) FROM read_parquet('" + file + "') WHERE nan > 5"))
                .isEqualTo(2);
        assertThat(files.number("SELECT count(*) FROM read_parquet('" + file + "') WHERE zero = 0"))
                .isEqualTo(2);
    }

    @Test
    void rowGroupsEndAtTheirSize() throws IOException {
        List<NestedField> fields = List.of(optional(1, "number", Types.LongType.get()));
        ParquetWriteOptions small = options.withRowGroupBytes(4000).withPageBytes(500);
        File file = files.next();
        ParquetWriter writer = ParquetWriter.create(new Schema(fields), Files.localOutput(file), small, hints);
        for (int i = 0; i < 100; i++) {
            int from = i * 100;
            writer.write(Batches.of(
                    fields,
                    IntStream.range(from, from + 100)
                            .mapToObj(n -> Map.of("number", n * 0x9E3779B97F4A7C15L))
                            .toList()));
        }
        long estimated = writer.estimatedLength();
        WrittenFile written = writer.close();
        assertThat(written.splitOffsets()).hasSizeGreaterThan(5).isSorted();
        assertThat(written.length()).isEqualTo(file.length()).isCloseTo(estimated, within(8000));
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file.toPath()))) {
            assertThat(written.splitOffsets()).isEqualTo(ParquetUtil.getSplitOffsets(reader.getFooter()));
        }
    }

    @Test
    void columnsCanBeAddedUntilARowGroupIsWritten() {
        List<NestedField> narrow = List.of(optional(1, "a", Types.LongType.get()));
        List<NestedField> wide = List.of(narrow.get(0), optional(2, "b", listOfStrings(3)));
        File file = files.next();
        ParquetWriter writer = ParquetWriter.create(
                new Schema(narrow), Files.localOutput(file), options.withRowGroupBytes(1 << 17), hints);
        writer.write(Batches.of(narrow, List.of(Map.of("a", 1L))));
        assertThat(writer.addColumns(new Schema(optional(1, "a", Types.StringType.get()))))
                .isFalse();
        assertThat(writer.addColumns(new Schema(narrow.get(0), required(2, "b", Types.LongType.get()))))
                .isFalse();
        assertThat(writer.addColumns(new Schema(wide))).isTrue();
        List<Map<String, Object>> many = IntStream.range(0, 50_000)
                .mapToObj(i -> Map.<String, Object>of("a", (long) i, "b", List.of("b" + i)))
                .toList();
        writer.write(Batches.of(wide, many));
        assertThat(writer.addColumns(new Schema(wide.get(0), wide.get(1), optional(4, "c", Types.LongType.get()))))
                .isFalse();
        writer.close();

        List<Map<String, Object>> rows = new ArrayList<>(List.of(Map.of("a", 1L)));
        rows.addAll(many);
        check(file, wide, rows);
    }

    @Test
    void columnsOfAMillionEarlierRows() {
        NestedField known = optional(2, "x", Types.LongType.get());
        List<NestedField> narrow = List.of(optional(1, "s", Types.StructType.of(known)));
        List<NestedField> wide = List.of(
                optional(1, "s", Types.StructType.of(known, optional(3, "y", Types.DateType.get()))),
                optional(4, "z", Types.LongType.get()));
        List<Map<String, Object>> rows = IntStream.range(0, 50_000)
                .mapToObj(
                        i -> i % 3 == 0 ? Map.<String, Object>of() : Map.<String, Object>of("s", Map.of("x", (long) i)))
                .toList();
        File file = files.next();
        ParquetWriter writer = writer(narrow, file);
        for (int i = 0; i < 20; i++) {
            writer.write(Batches.of(narrow, rows));
        }
        assertThat(writer.addColumns(new Schema(wide))).isTrue();
        writer.close();
        String from = " FROM read_parquet('" + file + "')";
        assertThat(files.number("SELECT count(*)" + from + " WHERE s IS NULL")).isEqualTo(20 * 16_667L);
        assertThat(files.number("SELECT count(*)" + from + " WHERE s.y IS NULL AND z IS NULL"))
                .isEqualTo(1_000_000);
        assertThat(files.number("SELECT sum(s.x)" + from))
                .isEqualTo(20
                        * IntStream.range(0, 50_000)
                                .filter(i -> i % 3 != 0)
                                .asLongStream()
                                .sum());
    }

    @Test
    void fieldIdsReachDuckDb() {
        List<NestedField> fields = List.of(
                optional(11, "s", Types.StructType.of(optional(12, "x", Types.LongType.get()))),
                optional(13, "m", Types.MapType.ofOptional(14, 15, Types.StringType.get(), listOfStrings(16))));
        File file = files.next();
        write(fields, List.of(), file);
        assertThat(files.fieldIds(file))
                .isEqualTo(Map.of("s", 11, "x", 12, "m", 13, "key", 14, "value", 15, "element", 16));
    }

    @Test
    void missingRequiredValueNamesItsColumn() {
        List<NestedField> fields = List.of(optional(
                1,
                "s",
                Types.StructType.of(required(2, "id", Types.LongType.get()), optional(3, "x", Types.LongType.get()))));
        ParquetWriter writer = writer(fields, files.next());
        Batch batch = Batches.of(fields, List.of(Map.of("s", Map.of("x", 1L))));
        assertThatThrownBy(() -> writer.write(batch))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot write required column: s.id has 0 values for 1 places");
        assertThatThrownBy(writer::close).hasMessage("Cannot go on with file after a failed write");
        writer.abort();
        writer.abort();
        assertThatThrownBy(() -> writer.write(batch)).hasMessage("Cannot write to closed file");
    }

    @Test
    void batchThatIsNotConformedIsRefused() {
        List<NestedField> fields = List.of(optional(1, "a", Types.LongType.get()));
        Column text = new Column("a");
        text.bytes(Kind.STRING).append(0, new byte[] {'x'}, 0, 1);
        assertThatThrownBy(() -> writer(fields, files.next()).write(new Batch(1, List.of(text))))
                .hasMessage("Cannot write column: a of type long has values of [STRING]");

        Column unknown = new Column("b");
        unknown.longs(Kind.BIGINT).append(0, 1);
        assertThatThrownBy(() -> writer(fields, files.next()).write(new Batch(1, List.of(unknown))))
                .hasMessage("Cannot write column: b is not in the schema");

        Column late = new Column("a");
        late.longs(Kind.BIGINT).append(3, 1);
        assertThatThrownBy(() -> writer(fields, files.next()).write(new Batch(3, List.of(late))))
                .hasMessage("Cannot write column: a has a value at slot 3 of 3");

        assertThatThrownBy(() -> writer(fields, files.next()).write(new Batch(3, List.of()), new int[] {1, 1}, 2))
                .hasMessage("Cannot write row: 1 of 3");
    }

    private static org.assertj.core.data.Offset<Long> within(long bytes) {
        return org.assertj.core.data.Offset.offset(bytes);
    }

    private static Types.ListType listOfStrings(int elementId) {
        return Types.ListType.ofOptional(elementId, Types.StringType.get());
    }

    private static Map<Integer, String> bounds(List<NestedField> fields, Map<Integer, java.nio.ByteBuffer> bounds) {
        Map<Integer, String> texts = new java.util.HashMap<>();
        bounds.forEach((id, bound) -> {
            Type type = new Schema(fields).findType(id);
            texts.put(id, Texts.value(type, Conversions.fromByteBuffer(type, bound.duplicate())));
        });
        return texts;
    }

    private static List<java.util.Set<Encoding>> encodings(File file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file.toPath()))) {
            return reader.getFooter().getBlocks().stream()
                    .flatMap(block -> block.getColumns().stream())
                    .map(ColumnChunkMetaData::getEncodingStats)
                    .map(stats -> java.util.Set.copyOf(stats.getDataEncodings()))
                    .toList();
        }
    }

    private ParquetWriter writer(List<NestedField> fields, File file) {
        return ParquetWriter.create(new Schema(fields), Files.localOutput(file), options, hints);
    }

    private WrittenFile write(List<NestedField> fields, List<Map<String, Object>> rows, File file) {
        ParquetWriter writer = writer(fields, file);
        writer.write(Batches.of(fields, rows));
        return writer.close();
    }

    private static void check(File file, List<NestedField> fields, List<Map<String, Object>> rows) {
        List<String> expected = rows.stream().map(row -> Texts.row(fields, row)).toList();
        assertThat(Arrays.asList(WrittenFiles.readWithIceberg(file, fields), files.readWithDuckDb(file, fields)))
                .allSatisfy(found -> assertThat(found).isEqualTo(expected));
    }
}
