package io.millrace.lake.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.StructVector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Batches from JSON trees, the slow and plain way; and back. */
final class JsonBatches {
    private JsonBatches() {}

    static Batch batch(List<JsonNode> documents) {
        StructVector root = new StructVector();
        for (int row = 0; row < documents.size(); row++) {
            appendObject(documents.get(row), root, row);
        }
        return new Batch(documents.size(), root.fields());
    }

    static List<String> rows(Batch batch) {
        StructVector root = new StructVector();
        batch.columns().forEach(root::addField);
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < batch.rows(); row++) {
            root.append(row);
            rows.add(JsonText.text(Kind.STRUCT, root, row));
        }
        return rows;
    }

    private static void appendObject(JsonNode object, StructVector struct, int slot) {
        object.properties().forEach(entry -> {
            Column field = struct.fields().stream()
                    .filter(column -> column.name().equals(entry.getKey()))
                    .findFirst()
                    .orElseGet(() -> struct.addField(entry.getKey()));
            append(entry.getValue(), field, slot);
        });
    }

    private static void append(JsonNode value, Column column, int slot) {
        if (value.isObject()) {
            column.structs().append(slot);
            appendObject(value, column.structs(), slot);
        } else if (value.isArray()) {
            column.lists().append(slot);
            value.forEach(element ->
                    append(element, column.lists().element(), column.lists().nextElement()));
        } else if (value.isBoolean()) {
            column.booleans().append(slot, value.booleanValue());
        } else if (value.isIntegralNumber()) {
            column.longs(Kind.BIGINT).append(slot, value.longValue());
        } else if (value.isNumber()) {
            column.doubles().append(slot, value.doubleValue());
        } else if (value.isTextual()) {
            byte[] text = value.textValue().getBytes(StandardCharsets.UTF_8);
            column.bytes(Kind.STRING).append(slot, text, 0, text.length);
        }
    }
}
