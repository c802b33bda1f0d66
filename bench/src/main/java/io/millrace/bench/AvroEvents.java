package io.millrace.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** Writes events of JSON as Avro. */
final class AvroEvents {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The file's sync marker, so that the same events make the same file. */
    private static final byte[] SYNC = "millrace bench 1".getBytes(StandardCharsets.US_ASCII);

    static final Schema SCHEMA = schema();

    private AvroEvents() {}

    static void convert(Path json, Path avro) throws IOException {
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(SCHEMA));
                MappingIterator<JsonNode> events =
                        JSON.readerFor(JsonNode.class).readValues(json.toFile())) {
            writer.setCodec(CodecFactory.snappyCodec());
            writer.create(SCHEMA, Files.newOutputStream(avro), SYNC);
            while (events.hasNext()) {
                writer.append((GenericRecord) value(events.next(), SCHEMA));
            }
        }
    }

    private static Object value(JsonNode node, Schema schema) {
        return switch (schema.getType()) {
            case UNION ->
                node == null || node.isNull()
                        ? null
                        : value(node, schema.getTypes().get(1));
            case RECORD -> record(node, schema);
            case ARRAY -> {
                List<Object> elements = new ArrayList<>();
                node.forEach(element -> elements.add(value(element, schema.getElementType())));
                yield elements;
            }
            case LONG -> schema.getLogicalType() == null ? node.longValue() : micros(node.textValue());
            case DOUBLE -> node.doubleValue();
            case BOOLEAN -> node.booleanValue();
            default -> node.textValue();
        };
    }

    private static GenericRecord record(JsonNode node, Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> record.put(field.pos(), value(node.get(field.name()), field.schema())));
        return record;
    }

    private static long micros(String time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
    }

    private static Schema schema() {
        Schema time = LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
        Schema geo = SchemaBuilder.record("Geo")
                .fields()
                .requiredDouble("lat")
                .requiredDouble("lon")
                .endRecord();
        Schema address = SchemaBuilder.record("Address")
                .fields()
                .requiredString("country")
                .requiredString("city")
                .name("geo")
                .type(geo)
                .noDefault()
                .endRecord();
        Schema user = SchemaBuilder.record("User")
                .fields()
                .requiredLong("id")
                .requiredString("email")
                .requiredString("name")
                .name("address")
                .type(address)
                .noDefault()
                .endRecord();
        Schema device = SchemaBuilder.record("Device")
                .fields()
                .requiredString("os")
                .requiredString("version")
                .requiredBoolean("mobile")
                .endRecord();
        Schema item = SchemaBuilder.record("Item")
                .fields()
                .requiredString("sku")
                .requiredLong("qty")
                .requiredDouble("price")
                .endRecord();
        return SchemaBuilder.record("Event")
                .fields()
                .requiredString("event_id")
                .requiredLong("partition")
                .requiredLong("seq")
                .name("ts")
                .type(time)
                .noDefault()
                .requiredString("type")
                .name("user")
                .type(user)
                .noDefault()
                .name("device")
                .type(device)
                .noDefault()
                .requiredString("url")
                .optionalString("referrer")
                .optionalDouble("latency_ms")
                .name("tags")
                .type(Schema.createArray(Schema.create(Schema.Type.STRING)))
                .noDefault()
                .name("items")
                .type(Schema.createArray(item))
                .noDefault()
                .endRecord();
    }
}
