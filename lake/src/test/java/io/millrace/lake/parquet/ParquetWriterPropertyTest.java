package io.millrace.lake.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.batch.Batch;
import java.io.File;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.iceberg.Files;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types.NestedField;

/** Whatever is written, two readers of other makers find it, and Iceberg finds the metrics that the writer claims. */
class ParquetWriterPropertyTest {
    private static final List<Compression.Codec> CODECS = List.of(Compression.Codec.values());

    private static WrittenFiles files;

    @BeforeContainer
    static void open() {
        files = new WrittenFiles();
    }

    @AfterContainer
    static void close() {
        files.close();
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void readersFindWhatWasWritten(@ForAll long seed) {
        Random random = new Random(seed);
        RandomRows source = new RandomRows(random);
        List<NestedField> fields = source.fields();
        File file = files.next();
        ParquetWriter writer =
                ParquetWriter.create(new Schema(fields), Files.localOutput(file), options(random), new EncodingHints());
        List<String> narrow = new ArrayList<>();
        List<Map<String, Object>> expected = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            if (random.nextInt(3) == 0) {
                List<NestedField> wider = source.widen(fields);
                if (writer.addColumns(new Schema(wider))) {
                    fields = wider;
                }
            }
            expected.addAll(write(writer, fields, source.rows(fields, random.nextInt(200)), random));
        }
        assertThat(writer.rows()).isEqualTo(expected.size());
        WrittenFile written = writer.close();

        for (Map<String, Object> row : expected) {
            narrow.add(Texts.row(fields, row));
        }
        assertThat(written.length()).isEqualTo(file.length());
        assertThat(WrittenFiles.readWithIceberg(file, fields)).isEqualTo(narrow);
        assertThat(files.readWithDuckDb(file, fields)).isEqualTo(narrow);
        compare(new Schema(fields), written.metrics(), WrittenFiles.metrics(file));
        if (!expected.isEmpty()) {
            File copy = files.next();
            compareCounts(new Schema(fields), written.metrics(), WrittenFiles.copy(file, copy, fields));
            assertThat(copy.delete()).isTrue();
        }
        assertThat(file.delete()).isTrue();
    }

    private static List<Map<String, Object>> write(
            ParquetWriter writer, List<NestedField> fields, List<Map<String, Object>> rows, Random random) {
        Batch batch = Batches.of(fields, rows);
        if (random.nextBoolean()) {
            writer.write(batch);
            return rows;
        }

        double share = random.nextDouble();
        int[] selected = IntStream.range(0, rows.size())
                .filter(row -> random.nextDouble() < share)
                .toArray();
        writer.write(batch, selected, selected.length);
        return IntStream.of(selected).mapToObj(rows::get).toList();
    }

    private static ParquetWriteOptions options(Random random) {
        return new ParquetWriteOptions(
                random.nextBoolean()
                        ? Compression.zstd(1 + random.nextInt(5))
                        : Compression.of(CODECS.get(random.nextInt(CODECS.size()))),
                random.nextInt(3) == 0 ? 1 + random.nextInt(4000) : 1 << 20,
                random.nextInt(3) == 0 ? 1 << 16 : 1 + random.nextInt(300),
                random.nextInt(4) == 0 ? random.nextInt(100) : 1 << 16,
                ParquetWriteOptions.defaults().metrics());
    }

    /** With what Iceberg reads from the footer. */
    private static void compare(Schema schema, Metrics ours, Metrics theirs) {
        assertThat(ours.recordCount()).isEqualTo(theirs.recordCount());
        assertThat(ours.columnSizes()).isEqualTo(theirs.columnSizes());
        assertThat(ours.valueCounts()).isEqualTo(theirs.valueCounts());
        assertThat(ours.nullValueCounts()).isEqualTo(theirs.nullValueCounts());
        assertThat(bounds(schema, ours, ours.lowerBounds())).isEqualTo(bounds(schema, ours, theirs.lowerBounds()));
        assertThat(bounds(schema, ours, ours.upperBounds())).isEqualTo(bounds(schema, ours, theirs.upperBounds()));
    }

    /** With what Iceberg's own writer says when it writes the same rows. */
    private static void compareCounts(Schema schema, Metrics ours, Metrics theirs) {
        assertThat(ours.valueCounts()).isEqualTo(theirs.valueCounts());
        assertThat(ours.nullValueCounts()).isEqualTo(theirs.nullValueCounts());
        assertThat(ours.nanValueCounts()).isEqualTo(theirs.nanValueCounts());
        assertThat(texts(schema, ours.lowerBounds())).isEqualTo(texts(schema, theirs.lowerBounds()));
        assertThat(texts(schema, ours.upperBounds())).isEqualTo(texts(schema, theirs.upperBounds()));
    }

    /** Of columns with NaNs the footer has no bounds, and of zero it does not know the sign. */
    private static Map<String, String> bounds(Schema schema, Metrics ours, Map<Integer, ByteBuffer> bounds) {
        Map<Integer, ByteBuffer> numbers = new HashMap<>(bounds);
        numbers.keySet().removeIf(id -> ours.nanValueCounts().getOrDefault(id, 0L) > 0);
        Map<String, String> texts = texts(schema, numbers);
        texts.replaceAll((name, text) -> text.equals("-0.0") ? "0.0" : text);
        return texts;
    }

    private static Map<String, String> texts(Schema schema, Map<Integer, ByteBuffer> bounds) {
        Map<String, String> texts = new TreeMap<>();
        bounds.forEach((id, bound) -> texts.put(
                schema.findColumnName(id),
                Texts.value(schema.findType(id), Conversions.fromByteBuffer(schema.findType(id), bound.duplicate()))));
        return texts;
    }
}
