package io.millrace.formats.avro;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;

/** Files written by Avro's own library. */
final class AvroFiles {
    private static final byte[] SYNC = "sixteen sync byt".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private AvroFiles() {}

    static byte[] write(Schema schema, String codec, int syncInterval, List<?> values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DataFileWriter<Object> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.setCodec(CodecFactory.fromString(codec));
            writer.setSyncInterval(syncInterval);
            writer.create(schema, out, SYNC);
            for (Object value : values) {
                writer.append(value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Maps as records of a schema that has their fields, each nullable, in the order in which they come. */
    static byte[] write(List<Map<String, Object>> records) {
        Shape shape = new Shape();
        records.forEach(record -> shape.see(record));
        Schema schema = shape.record("r");
        List<Object> values = new ArrayList<>();
        records.forEach(record -> values.add(Shape.datum(record, schema)));
        return write(schema, "null", 1 << 20, values);
    }

    static Schema parse(String json) {
        return new Schema.Parser(NameValidator.NO_VALIDATION).parse(json.replace('\'', '"'));
    }

    static GenericData.Record record(Schema schema, Object... values) {
        GenericData.Record record = new GenericData.Record(schema);
        for (int i = 0; i < values.length; i++) {
            record.put(i, values[i]);
        }
        return record;
    }
}
