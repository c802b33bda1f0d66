package io.millrace.cli.print;

import io.millrace.server.Result.Heading;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Values as text. */
final class Cells {
    private static final Set<String> NUMBERS = Set.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "HUGEINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT",
            "UHUGEINT",
            "INT",
            "LONG",
            "FLOAT",
            "REAL",
            "DOUBLE",
            "DECIMAL");

    private Cells() {}

    /** Whether the values of a column are aligned to the right. */
    static boolean isNumber(Heading column) {
        String type = column.type().toUpperCase(Locale.ROOT);
        int parameters = type.indexOf('(');
        return !type.endsWith("]") && NUMBERS.contains(parameters < 0 ? type : type.substring(0, parameters));
    }

    /** The value in one text; what is nested as JSON. */
    static String text(Object value) {
        if (value instanceof Map || value instanceof Collection) {
            StringBuilder json = new StringBuilder();
            appendJson(value, json);
            return json.toString();
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant().toString();
        }
        return value.toString();
    }

    private static void appendJson(Object value, StringBuilder json) {
        if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.append(separator);
                appendQuoted(String.valueOf(entry.getKey()), json);
                json.append(": ");
                appendJson(entry.getValue(), json);
                separator = ", ";
            }
            json.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof Collection<?> list) {
            String separator = "[";
            for (Object element : list) {
                json.append(separator);
                appendJson(element, json);
                separator = ", ";
            }
            json.append(list.isEmpty() ? "[]" : "]");
        } else if (value == null || value instanceof Boolean || isFinite(value)) {
            json.append(value == null ? "null" : text(value));
        } else {
            appendQuoted(text(value), json);
        }
    }

    private static boolean isFinite(Object value) {
        return value instanceof Number number && (value instanceof BigDecimal || Double.isFinite(number.doubleValue()));
    }

    private static void appendQuoted(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(escape(c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    /** A control character as JSON writes it. */
    static String escape(char control) {
        return switch (control) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, "\\u%04x", (int) control);
        };
    }
}
