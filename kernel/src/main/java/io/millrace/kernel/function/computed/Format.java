package io.millrace.kernel.function.computed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Fills patterns of {@link java.util.Formatter}. */
final class Format {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern TIMESTAMP = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d.*");
    private static final Pattern OF_TIMES = Pattern.compile("%([0-9]+\\$)?-?[0-9]*[tT]");

    private Format() {}

    /** @param values a JSON array */
    static String of(String pattern, String values) throws JsonProcessingException {
        boolean times = OF_TIMES.matcher(pattern).find();
        List<Object> arguments = new ArrayList<>();
        for (JsonNode value : JSON.readTree(values)) {
            arguments.add(argument(value, times));
        }
        return String.format(Locale.ENGLISH, pattern, arguments.toArray());
    }

    private static Object argument(JsonNode value, boolean times) {
        if (value.isNull()) {
            return null;
        }
        if (value.isIntegralNumber()) {
            return value.canConvertToLong() ? (Object) value.longValue() : value.bigIntegerValue();
        }
        if (value.isNumber()) {
            return value.decimalValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        String text = value.isTextual() ? value.textValue() : value.toString();
        if (times && DATE.matcher(text).matches()) {
            return LocalDate.parse(text).atStartOfDay();
        }
        return times && TIMESTAMP.matcher(text).matches()
                ? LocalDateTime.parse(text.substring(0, 19).replace(' ', 'T'))
                : text;
    }
}
