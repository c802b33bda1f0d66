package io.millrace.lake.schema;

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
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;

/** Values of a batch as text: scalars plain, nested ones as JSON. */
public final class JsonText {
    private JsonText() {}

    /** Value {@code index} of a vector as it lands in a STRING column. */
    public static String text(Kind kind, Vector vector, int index) {
        if (Kinds.isNested(kind)) {
            StringBuilder json = new StringBuilder();
            append(json, kind, vector, index);
            return json.toString();
        }
        return scalar(kind, vector, index);
    }

    /** A row as a JSON object; what it lacks is left out. */
    public static String row(List<Column> columns, int row) {
        StringBuilder json = new StringBuilder();
        appendFields(json, columns, row);
        return json.toString();
    }

    private static String scalar(Kind kind, Vector vector, int index) {
        return switch (kind) {
            case BOOLEAN -> String.valueOf(((BooleanVector) vector).values()[index]);
            case BIGINT -> Long.toString(((LongVector) vector).values()[index]);
            case DOUBLE -> number(((DoubleVector) vector).values()[index]);
            case DECIMAL -> ((DecimalVector) vector).decimal(index).toPlainString();
            case STRING -> ((BytesVector) vector).string(index);
            case BINARY, UUID -> base64((BytesVector) vector, index);
            case DATE ->
                LocalDate.ofEpochDay(((LongVector) vector).values()[index]).toString();
            case TIME ->
                LocalTime.ofNanoOfDay(((LongVector) vector).values()[index] * 1000)
                        .toString();
            case TIMESTAMP -> instant(((LongVector) vector).values()[index]).toString();
            case TIMESTAMP_NTZ ->
                LocalDateTime.ofInstant(instant(((LongVector) vector).values()[index]), ZoneOffset.UTC)
                        .toString();
            case STRUCT, LIST, MAP -> throw new IllegalArgumentException("not a scalar: " + kind);
        };
    }

    private static void append(StringBuilder json, Kind kind, Vector vector, int index) {
        switch (kind) {
            case STRUCT -> appendFields(json, ((StructVector) vector).fields(), vector.slots()[index]);
            case LIST -> appendList(json, (ListVector) vector, index);
            case MAP -> appendMap(json, (MapVector) vector, index);
            case BOOLEAN, BIGINT, DECIMAL -> json.append(scalar(kind, vector, index));
            case DOUBLE -> {
                double value = ((DoubleVector) vector).values()[index];
                if (Double.isFinite(value)) {
                    json.append(number(value));
                } else {
                    quote(json, number(value));
                }
            }
            default -> quote(json, scalar(kind, vector, index));
        }
    }

    private static void appendFields(StringBuilder json, List<Column> fields, int slot) {
        json.append('{');
        String separator = "";
        for (Column field : fields) {
            int before = json.length();
            json.append(separator);
            quote(json, field.name());
            json.append(':');
            if (appendSlot(json, field, slot)) {
                separator = ",";
            } else {
                json.setLength(before);
            }
        }
        json.append('}');
    }

    private static void appendList(StringBuilder json, ListVector list, int index) {
        json.append('[');
        for (int slot = list.start(index); slot < list.end(index); slot++) {
            if (slot > list.start(index)) {
                json.append(',');
            }
            if (!appendSlot(json, list.element(), slot)) {
                json.append("null");
            }
        }
        json.append(']');
    }

    private static void appendMap(StringBuilder json, MapVector map, int index) {
        json.append('{');
        for (int slot = map.start(index); slot < map.end(index); slot++) {
            if (slot > map.start(index)) {
                json.append(',');
            }
            StringBuilder key = new StringBuilder();
            appendSlot(key, map.key(), slot);
            if (key.length() > 0 && key.charAt(0) == '"') {
                json.append(key);
            } else {
                quote(json, key.toString());
            }
            json.append(':');
            if (!appendSlot(json, map.value(), slot)) {
                json.append("null");
            }
        }
        json.append('}');
    }

    /** Appends what a column holds at a slot; false when that is nothing. */
    private static boolean appendSlot(StringBuilder json, Column column, int slot) {
        List<Kind> kinds = column.kinds();
        for (Kind kind : kinds) {
            Vector vector = column.find(kind).orElseThrow();
            int index = vector.indexOf(slot);
            if (index >= 0) {
                append(json, kind, vector, index);
                return true;
            }
        }
        return false;
    }

    /** A double that is a whole number keeps a digit after the point, so that it reads back as a double. */
    private static String number(double value) {
        return Double.toString(value);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static String base64(BytesVector vector, int index) {
        byte[] value = java.util.Arrays.copyOfRange(vector.bytes(), vector.start(index), vector.end(index));
        return Base64.getEncoder().encodeToString(value);
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < 0x20) {
                        json.append(String.format("\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }
}
