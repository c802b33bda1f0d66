package io.millrace.formats.contract;

import io.millrace.formats.contract.DecoderContract.Capability;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Records that every format is asked to carry. */
public final class Records {
    private static final List<String> STREETS = List.of("Main St", "Kérouac", "Ring");

    private Records() {}

    /** @param pairs name, value, name, value; in this order */
    public static Map<String, Object> record(Object... pairs) {
        Map<String, Object> record = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            record.put((String) pairs[i], pairs[i + 1]);
        }
        return Collections.unmodifiableMap(record);
    }

    static List<Map<String, Object>> flat(Set<Capability> can) {
        String signs = can.contains(Capability.ANY_TEXT) ? "x, \"y\"\n\\z;\t<&>' |" : "xyz";
        Object empty = can.contains(Capability.EMPTY_TEXT) ? "" : null;
        return List.of(
                record("id", 1L, "name", "Ada", "price", 12.5, "ok", true),
                record("id", -7L, "name", signs, "price", -0.25, "ok", false),
                record("id", Long.MAX_VALUE, "name", "Grüße 😀", "price", 1.0E-7, "ok", null),
                record("id", null, "name", "Ada Ada", "price", null, "ok", true),
                record("id", 5L, "name", empty, "price", 99999.99, "ok", true));
    }

    static List<Map<String, Object>> nested() {
        return List.of(
                record(
                        "id", 1L,
                        "address", record("street", "Main St", "no", 5L),
                        "tags", List.of("a", "b"),
                        "items", List.of(record("sku", "x", "n", 1L), record("sku", "y", "n", 2L))),
                record(
                        "id", 2L,
                        "address", record("street", "Kérouac", "no", 6L),
                        "tags", List.of("c", "d", "e"),
                        "items", List.of(record("sku", "z", "n", 3L), record("sku", "w", "n", 4L))));
    }

    static List<Map<String, Object>> many(int count) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = STREETS.get(i % STREETS.size()) + " " + i;
            records.add(record("id", (long) i * 17, "name", name, "price", i / 8.0 + 0.5, "ok", i % 2 == 0));
        }
        return records;
    }
}
