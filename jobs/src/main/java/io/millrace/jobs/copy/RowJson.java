package io.millrace.jobs.copy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import io.millrace.lake.schema.JsonText;
import io.millrace.spi.batch.BooleanVector;
import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DecimalVector;
import io.millrace.spi.batch.DoubleVector;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.ListVector;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.batch.MapVector;
import io.millrace.spi.batch.StructVector;
import io.millrace.spi.batch.Vector;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * A row as a JSON object from which {@link RowReader} makes the same row again, kinds included. Values of kinds that JSON
 * does not have stand in an object of one field that names the kind: {@code {"$timestamp":"2026-01-31T00:00:00Z"}}.
 */
final class RowJson {
    static final String TAG = "$";

    static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNestingDepth(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

    private final StringWriter text = new StringWriter();
    private final JsonGenerator json;

    private RowJson() throws IOException {
        json = MAPPER.getFactory().createGenerator(text);
    }

    /** What the columns hold at a slot; columns without a value there are left out. */
    static String of(List<Column> columns, int slot) {
        try {
            RowJson row = new RowJson();
            row.fields(columns, slot);
            row.json.close();
            return row.text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a number that is no integer reads back as a DOUBLE. */
    static boolean isDouble(BigDecimal number) {
        double nearest = number.doubleValue();
        if (!Double.isFinite(nearest)) {
            return false;
        }
        BigDecimal written = new BigDecimal(Double.toString(nearest));
        return written.scale() == number.scale() && written.compareTo(number) == 0;
    }

    private void fields(List<Column> columns, int slot) throws IOException {
        json.writeStartObject();
        for (Column column : columns) {
            for (Kind kind : column.kinds()) {
                Vector vector = column.find(kind).orElseThrow();
                int index = vector.indexOf(slot);
                if (index >= 0) {
                    json.writeFieldName(column.name());
                    value(kind, vector, index);
                    break;
                }
            }
        }
        json.writeEndObject();
    }

    private void slot(Column column, int slot) throws IOException {
        for (Kind kind : column.kinds()) {
            Vector vector = column.find(kind).orElseThrow();
            int index = vector.indexOf(slot);
            if (index >= 0) {
                value(kind, vector, index);
                return;
            }
        }
        json.writeNull();
    }

    private void value(Kind kind, Vector vector, int index) throws IOException {
        switch (kind) {
            case BOOLEAN -> json.writeBoolean(((BooleanVector) vector).values()[index]);
            case BIGINT -> json.writeNumber(((LongVector) vector).values()[index]);
            case STRING -> json.writeString(((BytesVector) vector).string(index));
            case DOUBLE -> number(((DoubleVector) vector).values()[index]);
            case DECIMAL -> decimal(((DecimalVector) vector).decimal(index));
            case STRUCT -> struct((StructVector) vector, vector.slots()[index]);
            case LIST -> list((ListVector) vector, index);
            case MAP -> map((MapVector) vector, index);
            case DATE, TIME, TIMESTAMP, TIMESTAMP_NTZ, BINARY, UUID -> tagged(kind, JsonText.text(kind, vector, index));
        }
    }

    private void number(double value) throws IOException {
        String digits = Double.toString(value);
        if (Double.isFinite(value) && !digits.equals("-0.0")) {
            json.writeNumber(digits);
        } else {
            tagged(Kind.DOUBLE, digits);
        }
    }

    private void decimal(BigDecimal value) throws IOException {
        boolean large = value.scale() == 0 && value.unscaledValue().bitLength() >= Long.SIZE;
        if (large || (value.scale() > 0 && !isDouble(value))) {
            json.writeNumber(value.toPlainString());
        } else {
            tagged(Kind.DECIMAL, value.toPlainString());
        }
    }

    private void struct(StructVector structs, int slot) throws IOException {
        boolean ambiguous =
                structs.fields().stream().anyMatch(field -> field.name().startsWith(TAG));
        if (ambiguous) {
            json.writeStartObject();
            json.writeFieldName(tag(Kind.STRUCT));
        }
        fields(structs.fields(), slot);
        if (ambiguous) {
            json.writeEndObject();
        }
    }

    private void list(ListVector lists, int index) throws IOException {
        json.writeStartArray();
        for (int slot = lists.start(index); slot < lists.end(index); slot++) {
            slot(lists.element(), slot);
        }
        json.writeEndArray();
    }

    private void map(MapVector maps, int index) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart(tag(Kind.MAP));
        for (int slot = maps.start(index); slot < maps.end(index); slot++) {
            json.writeStartArray();
            slot(maps.key(), slot);
            slot(maps.value(), slot);
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void tagged(Kind kind, String value) throws IOException {
        json.writeStartObject();
        json.writeStringField(tag(kind), value);
        json.writeEndObject();
    }

    static String tag(Kind kind) {
        return TAG + kind.name().toLowerCase(Locale.ROOT);
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
