package io.millrace.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.orc.CompressionKind;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.orc.Writer;
import org.apache.orc.storage.ql.exec.vector.BytesColumnVector;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.DoubleColumnVector;
import org.apache.orc.storage.ql.exec.vector.ListColumnVector;
import org.apache.orc.storage.ql.exec.vector.LongColumnVector;
import org.apache.orc.storage.ql.exec.vector.StructColumnVector;
import org.apache.orc.storage.ql.exec.vector.TimestampColumnVector;
import org.apache.orc.storage.ql.exec.vector.VectorizedRowBatch;

/** Writes events of JSON as ORC. */
final class OrcEvents {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeDescription SCHEMA =
            TypeDescription.fromString("struct<event_id:string,partition:bigint,seq:bigint,"
                    + "ts:timestamp with local time zone,type:string,user:struct<id:bigint,email:string,name:string,"
                    + "address:struct<country:string,city:string,geo:struct<lat:double,lon:double>>>,"
                    + "device:struct<os:string,version:string,mobile:boolean>,url:string,referrer:string,"
                    + "latency_ms:double,tags:array<string>,items:array<struct<sku:string,qty:bigint,price:double>>>");

    private OrcEvents() {}

    static void convert(Path json, Path orc) throws IOException {
        Configuration files = new Configuration();
        // Without the files of checksums that the default puts beside them.
        files.set("fs.file.impl", RawLocalFileSystem.class.getName());
        OrcFile.WriterOptions options = OrcFile.writerOptions(files)
                .setSchema(SCHEMA)
                .useUTCTimestamp(true)
                .compress(CompressionKind.SNAPPY);
        try (Writer writer = OrcFile.createWriter(new org.apache.hadoop.fs.Path(orc.toUri()), options);
                MappingIterator<JsonNode> events =
                        JSON.readerFor(JsonNode.class).readValues(json.toFile())) {
            VectorizedRowBatch batch = SCHEMA.createRowBatch();
            while (events.hasNext()) {
                set(batch.cols, SCHEMA, batch.size++, events.next());
                if (batch.size == batch.getMaxSize()) {
                    writer.addRowBatch(batch);
                    batch.reset();
                }
            }
            writer.addRowBatch(batch);
        }
    }

    private static void set(ColumnVector[] fields, TypeDescription struct, int at, JsonNode object) {
        for (int i = 0; i < fields.length; i++) {
            JsonNode value = object.get(struct.getFieldNames().get(i));
            set(fields[i], struct.getChildren().get(i), at, value);
        }
    }

    private static void set(ColumnVector to, TypeDescription type, int at, JsonNode value) {
        if (value == null || value.isNull()) {
            to.noNulls = false;
            to.isNull[at] = true;
            return;
        }
        switch (type.getCategory()) {
            case LONG -> ((LongColumnVector) to).vector[at] = value.longValue();
            case BOOLEAN -> ((LongColumnVector) to).vector[at] = value.booleanValue() ? 1 : 0;
            case DOUBLE -> ((DoubleColumnVector) to).vector[at] = value.doubleValue();
            case STRING -> ((BytesColumnVector) to).setVal(at, value.textValue().getBytes(StandardCharsets.UTF_8));
            case TIMESTAMP_INSTANT -> {
                ((TimestampColumnVector) to).setIsUTC(true);
                ((TimestampColumnVector) to).set(at, Timestamp.from(Instant.parse(value.textValue())));
            }
            case STRUCT -> set(((StructColumnVector) to).fields, type, at, value);
            case LIST -> list((ListColumnVector) to, type.getChildren().get(0), at, value);
            default -> throw new IllegalArgumentException("not in events: " + type);
        }
    }

    private static void list(ListColumnVector to, TypeDescription element, int at, JsonNode values) {
        to.offsets[at] = to.childCount;
        to.lengths[at] = values.size();
        to.childCount += values.size();
        to.child.ensureSize(to.childCount, true);
        for (int i = 0; i < values.size(); i++) {
            set(to.child, element, (int) to.offsets[at] + i, values.get(i));
        }
    }
}
