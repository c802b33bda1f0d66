package io.millrace.kernel.type;

import io.millrace.kernel.type.DuckType.Field;
import io.millrace.kernel.type.DuckType.TypeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the way DuckDB writes types. */
final class DuckTypeParser {
    private static final Map<String, TypeId> NAMES = Map.of(
            "TIMESTAMP WITH TIME ZONE", TypeId.TIMESTAMPTZ,
            "\"NULL\"", TypeId.NULL,
            "OTHER", TypeId.OTHER,
            "STRUCT", TypeId.OTHER);

    private final String text;
    private int at;

    DuckTypeParser(String text) {
        this.text = text;
    }

    DuckType parse() {
        DuckType type = type();
        if (at != text.length()) {
            return DuckType.scalar(TypeId.OTHER, text);
        }
        return type;
    }

    private DuckType type() {
        DuckType type = base();
        while (at < text.length() && text.charAt(at) == '[') {
            int close = text.indexOf(']', at);
            String size = text.substring(at + 1, close);
            at = close + 1;
            type = size.isEmpty() ? DuckType.list(type) : array(type, size);
        }
        return type;
    }

    private DuckType base() {
        int start = at;
        String word = word();
        boolean arguments = at < text.length() && text.charAt(at) == '(';
        if (!arguments) {
            return DuckType.scalar(NAMES.getOrDefault(word, named(word)), word);
        }
        return switch (word) {
            case "DECIMAL" -> decimal();
            case "STRUCT" -> DuckType.struct(structFields());
            case "MAP" -> map();
            default -> {
                skipArguments();
                yield DuckType.scalar(word.equals("ENUM") ? TypeId.ENUM : TypeId.OTHER, text.substring(start, at));
            }
        };
    }

    /** Everything up to a bracket, a comma or the end; blanks inside belong to it, as in TIMESTAMP WITH TIME ZONE. */
    private String word() {
        int start = at;
        boolean quoted = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            quoted ^= c == '"';
            if (!quoted && (c == '(' || c == ')' || c == ',' || c == '[')) {
                break;
            }
            at++;
        }
        return text.substring(start, at);
    }

    private DuckType decimal() {
        int close = text.indexOf(')', at);
        String[] digits = text.substring(at + 1, close).split(",");
        at = close + 1;
        return DuckType.decimal(Integer.parseInt(digits[0].trim()), Integer.parseInt(digits[1].trim()));
    }

    private List<Field> structFields() {
        List<Field> fields = new ArrayList<>();
        do {
            skipSeparator();
            String name = fieldName();
            at++;
            fields.add(new Field(name, type()));
        } while (text.charAt(at) == ',');
        at++;
        return fields;
    }

    private DuckType map() {
        skipSeparator();
        DuckType key = type();
        skipSeparator();
        DuckType value = type();
        at++;
        return DuckType.map(key, value);
    }

    private String fieldName() {
        if (text.charAt(at) != '"') {
            int start = at;
            at = text.indexOf(' ', at);
            return text.substring(start, at);
        }
        StringBuilder name = new StringBuilder();
        for (at++; text.charAt(at) != '"' || (at + 1 < text.length() && text.charAt(at + 1) == '"'); at++) {
            if (text.charAt(at) == '"') {
                at++;
            }
            name.append(text.charAt(at));
        }
        at++;
        return name.toString();
    }

    /** Steps over an opening bracket or a comma and the blank behind it. */
    private void skipSeparator() {
        at++;
        while (text.charAt(at) == ' ') {
            at++;
        }
    }

    private void skipArguments() {
        int depth = 0;
        char quote = 0;
        do {
            char c = text.charAt(at++);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
        } while (depth > 0);
    }

    private static DuckType array(DuckType element, String size) {
        String text = element.text() + "[" + size + "]";
        return new DuckType(TypeId.ARRAY, text, 0, 0, List.of(new Field("element", element)));
    }

    private static TypeId named(String word) {
        for (TypeId id : TypeId.values()) {
            if (id.name().equals(word)) {
                return id;
            }
        }
        return TypeId.OTHER;
    }
}
