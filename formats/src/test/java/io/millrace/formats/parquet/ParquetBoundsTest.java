package io.millrace.formats.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.contract.Decoding;
import io.millrace.formats.contract.Settings;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files whose few bytes stand for more values, or more memory, than they may. */
@Timeout(120)
class ParquetBoundsTest {
    private static final int TAIL = 8;

    private static Decoding decode(byte[] file, Options options, DecodeSettings settings) {
        return new Decoding(new ParquetFormat().open(options, settings))
                .payload(file)
                .take();
    }

    private static Decoding decode(byte[] file) {
        return decode(file, Options.NONE, DecodeSettings.DEFAULT);
    }

    private static String reason(Decoding decoding) {
        assertThat(decoding.rejects).hasSize(1);
        return decoding.rejects.get(0).reason();
    }

    /** Without dictionaries and codecs: the second version uses the delta encodings. */
    private static byte[] deltas(String field, WriterVersion version, List<?> values) {
        return written(field, version, values, false);
    }

    private static byte[] written(String field, WriterVersion version, List<?> values, boolean checksums) {
        MessageType schema = MessageTypeParser.parseMessageType("message m { optional " + field + "; }");
        try {
            Path directory = Files.createTempDirectory("parquet");
            Path file = directory.resolve("x.parquet");
            try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                    .withType(schema)
                    .withWriterVersion(version)
                    .withDictionaryEncoding(false)
                    .withPageWriteChecksumEnabled(checksums)
                    .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                    .build()) {
                for (Object value : values) {
                    Group row = new SimpleGroup(schema);
                    if (value instanceof Long number) {
                        row.add("f", number);
                    } else {
                        row.add("f", (String) value);
                    }
                    writer.write(row);
                }
            }
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            try (var rest = Files.list(directory)) {
                for (Path each : rest.toList()) {
                    Files.delete(each);
                }
            }
            Files.delete(directory);
            return bytes;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Puts bytes over those that follow the first occurrence of others. */
    private static byte[] patched(byte[] file, byte[] after, int... bytes) {
        for (int at = 0; at < file.length; at++) {
            if (Arrays.equals(file, at, at + after.length, after, 0, after.length)) {
                byte[] copy = file.clone();
                for (int i = 0; i < bytes.length; i++) {
                    copy[at + after.length + i] = (byte) bytes[i];
                }
                return copy;
            }
        }
        throw new AssertionError("no such bytes");
    }

    /** Blocks of 128 in 4 parts. */
    private static byte[] header(int... more) {
        byte[] header = new byte[3 + more.length];
        header[0] = (byte) 0x80;
        header[1] = 1;
        header[2] = 4;
        for (int i = 0; i < more.length; i++) {
            header[3 + i] = (byte) more[i];
        }
        return header;
    }

    @ParameterizedTest
    @EnumSource(WriterVersion.class)
    void deltaEncodedValuesAreRead(WriterVersion version) {
        List<Long> numbers = List.of(7L, -8L, 1L << 60, 3L);
        assertThat(decode(deltas("int64 f", version, numbers)).rows)
                .extracting(row -> row.get("f").longValue())
                .isEqualTo(numbers);
        List<String> texts = List.of("apple", "apply", "apricot", "", "b", "banana");
        assertThat(decode(deltas("binary f", version, texts)).rows)
                .extracting(row -> row.get("f").get("binary").textValue())
                .hasSize(texts.size());
    }

    @Test
    void pageThatSaysItHasManyNumbersIsAReject() {
        byte[] good = deltas("int64 f", WriterVersion.PARQUET_2_0, List.of(1L, 5L, 7L));
        assertThat(reason(decode(patched(good, header(), 0x80, 0x80, 0x80, 0x80, 1))))
                .contains("a page of delta-encoded values says it has 268435456 in blocks of 128");
        assertThat(reason(decode(patched(good, new byte[] {(byte) 0x80, 1}, 4, 4))))
                .contains("says it has 4");
    }

    @ParameterizedTest
    @EnumSource(WriterVersion.class)
    void pageThatDoesNotMatchItsChecksumIsAReject(WriterVersion version) {
        byte[] good = written("binary f", version, List.of("millrace"), true);
        assertThat(decode(good).rows).hasSize(1);
        assertThat(reason(decode(patched(good, "mill".getBytes(UTF_8), 'R'))))
                .contains("the checksum of a page of [f] is ", ", and not the ");
        byte[] without = written("binary f", version, List.of("millrace"), false);
        assertThat(decode(patched(without, "mill".getBytes(UTF_8), 'R')).rows).hasSize(1);
    }

    @Test
    void logicalTypeOfTheFutureIsNone() {
        byte[] text = footer(
                deltas("binary f (STRING)", WriterVersion.PARQUET_1_0, List.of("x")),
                footer -> footer.getSchema().get(1).unsetConverted_type());
        assertThat(decode(text).rows.get(0).get("f").isTextual()).isTrue();
        byte[] logicalType = {0x6C};
        byte[] future = patched(text, logicalType, 0x9C);
        assertThat(decode(future).rows.get(0).get("f").toString()).isEqualTo("{\"binary\":\"eA==\"}");
    }

    @Test
    void textThatGoesOnFromNoTextIsAReject() {
        byte[] good = deltas("binary f", WriterVersion.PARQUET_2_0, List.of("x"));
        assertThat(reason(decode(patched(good, header(1), 0x7E))))
                .contains("a page of texts says that one of 64 bytes begins with 63 of one of 0");
    }

    @Test
    void rowsOfNothingAreBoundedByAnOption() {
        byte[] file = ParquetFiles.write("SELECT NULL::INTEGER AS f FROM range(200000)", "");
        assertThat(file.length).isLessThan(2000);
        Options few = new Options(Map.of("MAX_FILE_ROWS", new OptionValue.Numeral("199999")));
        assertThat(reason(decode(file, few, DecodeSettings.DEFAULT)))
                .contains("more than 199999 rows (see MAX_FILE_ROWS)");
        assertThat(decode(file, Options.NONE, Settings.batchRows(5000)).batches)
                .allMatch(rows -> rows <= 5000)
                .hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void billionsOfRowsAreAReject() {
        byte[] file = ParquetFiles.write("SELECT NULL::INTEGER AS f FROM range(10)", "");
        byte[] many = footer(file, footer -> {
            footer.getRow_groups().get(0).setNum_rows(1L << 40);
            footer.getRow_groups().get(0).getColumns().get(0).getMeta_data().setNum_values(1L << 40);
        });
        assertThat(reason(decode(many))).contains("more than 1000000000 rows (see MAX_FILE_ROWS)");
        byte[] negative = footer(file, footer -> footer.getRow_groups().get(0).setNum_rows(-1));
        assertThat(reason(decode(negative))).contains("says it has 18446744073709551615 rows");
    }

    private static byte[] footer(byte[] file, Consumer<FileMetaData> change) {
        try {
            int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - TAIL);
            int at = file.length - TAIL - length;
            FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(file, at, length));
            change.accept(footer);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(file, 0, at);
            Util.writeFileMetaData(footer, out);
            out.write(ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(out.size() - at)
                    .array());
            out.write(file, file.length - Integer.BYTES, Integer.BYTES);
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void batchIsBoundedByTheBytesThatComeOut() {
        byte[] file = ParquetFiles.write("SELECT repeat('x', 100000) AS f FROM range(2000)", "CODEC 'zstd'");
        assertThat(file.length).isLessThan(1_000_000);
        Decoder decoder = new ParquetFormat().open(Options.NONE, Settings.batchBytes(1_000_000));
        int count = 0;
        for (int at = 0; at < file.length; ) {
            at += decoder.decode(file, at, file.length, true, (code, reason, bytes, from, to) -> {
                throw new AssertionError(reason);
            });
            assertThat(decoder.rows()).isLessThanOrEqualTo(11);
            count += decoder.rows();
            decoder.reset();
        }
        assertThat(count).isEqualTo(2000);
    }

    @Test
    void rowThatIsTooLargeIsAReject() {
        for (String query : List.of(
                "SELECT list_transform(range(1000000), lambda x : NULL::INTEGER) AS f",
                "SELECT list_transform(range(1000), lambda x : repeat('x', 1000)) AS f",
                "SELECT repeat('x', 1000000) AS f")) {
            Decoding decoding = decode(ParquetFiles.write(query, ""), Options.NONE, Settings.recordBytes(500_000));
            assertThat(reason(decoding)).isEqualTo("Cannot read row 1: it has more than 500000 bytes");
            assertThat(decoding.rows).isEmpty();
        }
    }

    @Test
    void rowThatIsTooLargeCostsItselfOnly() {
        byte[] file = ParquetFiles.write(
                "SELECT i AS n, repeat('t', CASE WHEN i % 6 = 1 THEN 6000 ELSE i % 5 END) AS t,"
                        + " list_transform(range(CASE WHEN i % 3 = 1 THEN 500 ELSE i % 4 END),"
                        + " lambda x : {'a': x, 'l': [x, NULL, i]}) AS l,"
                        + " MAP {i: list_transform(range(CASE WHEN i % 3 = 1 THEN 500 ELSE 1 END), lambda x : 'v')} AS m,"
                        + " i AS last FROM range(3000) AS r(i)",
                "");
        Decoding all = decode(file, Options.NONE, DecodeSettings.DEFAULT);
        Decoding decoding = decode(file, Options.NONE, Settings.recordBytes(4000));
        assertThat(all.rows).hasSize(3000);
        assertThat(decoding.rows)
                .containsExactlyElementsOf(IntStream.range(0, 3000)
                        .filter(i -> i % 3 != 1)
                        .mapToObj(all.rows::get)
                        .toList());
        assertThat(decoding.rejects).hasSize(1000).allMatch(reject -> reject.code() == ErrorCode.RECORD_TOO_LARGE);
        assertThat(decoding.rejects.get(1).reason()).isEqualTo("Cannot read row 5: it has more than 4000 bytes");
    }
}
