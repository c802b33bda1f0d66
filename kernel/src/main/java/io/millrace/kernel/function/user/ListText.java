package io.millrace.kernel.function.user;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.TypeID;

/** Lists as JSON, in which DuckDB hands them over. */
final class ListText {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<TypeID, Class<?>> ELEMENTS = Map.of(
            TypeID.BOOLEAN, Boolean.class,
            TypeID.INTEGER, Integer.class,
            TypeID.LONG, Long.class,
            TypeID.DOUBLE, Double.class,
            TypeID.STRING, String.class);

    private ListText() {}

    /** Whether lists of a type can be handed over. */
    static boolean takes(Type element) {
        return ELEMENTS.containsKey(element.typeId());
    }

    static List<?> parse(String text, Type element) throws JsonProcessingException {
        JavaType type = JSON.getTypeFactory().constructCollectionType(List.class, ELEMENTS.get(element.typeId()));
        return JSON.readValue(text, type);
    }

    /** @throws ClassCastException for an element of another type */
    static String print(List<?> list, Type element) throws JsonProcessingException {
        Class<?> type = ELEMENTS.get(element.typeId());
        for (Object one : list) {
            if (one != null && !type.isInstance(one)) {
                throw new ClassCastException("an element is no " + type.getSimpleName() + ": " + one);
            }
        }
        return JSON.writeValueAsString(list);
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            return '"' + value.getClass().getSimpleName() + '"';
        }
    }
}
