package io.millrace.lake.parquet;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.apache.iceberg.types.Types.NestedField.required;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Types;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaElementsTest {
    private static final Schema EVERY_TYPE = new Schema(
            required(1, "boolean", Types.BooleanType.get()),
            optional(2, "int", Types.IntegerType.get()),
            optional(3, "long", Types.LongType.get()),
            optional(4, "float", Types.FloatType.get()),
            optional(5, "double", Types.DoubleType.get()),
            optional(6, "date", Types.DateType.get()),
            optional(7, "time", Types.TimeType.get()),
            optional(8, "instant", Types.TimestampType.withZone()),
            optional(9, "local", Types.TimestampType.withoutZone()),
            optional(10, "string", Types.StringType.get()),
            optional(11, "binary", Types.BinaryType.get()),
            optional(12, "fixed", Types.FixedType.ofLength(7)),
            optional(13, "uuid", Types.UUIDType.get()),
            optional(14, "small", Types.DecimalType.of(9, 2)),
            optional(15, "medium", Types.DecimalType.of(18, 2)),
            optional(16, "large", Types.DecimalType.of(38, 10)),
            optional(17, "struct", Types.StructType.of(required(18, "a", Types.LongType.get()))),
            optional(19, "list", Types.ListType.ofOptional(20, Types.StringType.get())),
            required(
                    21,
                    "rows",
                    Types.ListType.ofRequired(22, Types.StructType.of(optional(23, "b", Types.DateType.get())))),
            optional(24, "map", Types.MapType.ofOptional(25, 26, Types.StringType.get(), Types.DoubleType.get())));

    @Test
    void footerDescribesTheSchemaAsIcebergDoes(@TempDir Path folder) throws IOException {
        File theirs = folder.resolve("theirs.parquet").toFile();
        GenericRecord record = GenericRecord.create(EVERY_TYPE);
        record.setField("boolean", true);
        record.setField("rows", List.of());
        try (FileAppender<Record> appender = Parquet.write(org.apache.iceberg.Files.localOutput(theirs))
                .schema(EVERY_TYPE)
                .createWriterFunc(GenericParquetWriter::create)
                .build()) {
            appender.add(record);
        }
        File ours = folder.resolve("ours.parquet").toFile();
        ParquetWriter.create(
                        EVERY_TYPE,
                        org.apache.iceberg.Files.localOutput(ours),
                        ParquetWriteOptions.defaults(),
                        new EncodingHints())
                .close();

        FileMetaData expected = footer(theirs);
        FileMetaData footer = footer(ours);
        assertThat(footer.getSchema()).isEqualTo(expected.getSchema());
        assertThat(footer.getVersion()).isEqualTo(expected.getVersion());
        assertThat(footer.getKey_value_metadata())
                .filteredOn(pair -> pair.getKey().equals("iceberg.schema"))
                .isEqualTo(expected.getKey_value_metadata().stream()
                        .filter(pair -> pair.getKey().equals("iceberg.schema"))
                        .toList());
        assertThat(footer.getCreated_by()).startsWith("millrace version ");
    }

    @Test
    void namesAreWrittenAsTheyAre() {
        Schema schema = new Schema(optional(1, "user-id é", Types.LongType.get()));
        assertThat(SchemaElements.of(schema)).extracting("name").isEqualTo(List.of("table", "user-id é"));
    }

    private static FileMetaData footer(File file) throws IOException {
        byte[] bytes = Files.readAllBytes(file.toPath());
        int end = bytes.length - 8;
        int length = (int) ByteSink.INT.get(bytes, end);
        return Util.readFileMetaData(new ByteArrayInputStream(Arrays.copyOfRange(bytes, end - length, end)));
    }
}
