package io.millrace.kernel.function.computed;

import static io.millrace.kernel.function.ValueType.TEXT;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.net.InetAddresses;
import com.maxmind.db.CHMCache;
import com.maxmind.db.Reader;
import io.millrace.kernel.function.JavaFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where addresses of the internet are. */
public final class PlaceFunctions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlaceFunctions() {}

    /** Looks addresses up in a database of MaxMind's format, which stays mapped into memory. */
    public static JavaFunction geoIp(Path database) throws IOException {
        Reader reader = new Reader(database.toFile(), new CHMCache());
        return JavaFunction.text("geo_ip", a -> place(reader, (String) a[0], (String) a[1]), TEXT, TEXT);
    }

    /** Null for an address that the database does not know. */
    private static String place(Reader reader, String address, String locale)
            throws IOException, JsonProcessingException {
        Map<?, ?> found = reader.get(InetAddresses.forString(address.strip()), Map.class);
        if (found == null) {
            return null;
        }
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("continent", at(found, "continent", "code"));
        place.put("country", at(found, "country", "iso_code"));
        place.put("country_name", at(found, "country", "names", locale));
        Object subdivision = found.get("subdivisions") instanceof List<?> all && !all.isEmpty() ? all.get(0) : null;
        place.put("subdivision", at(subdivision, "iso_code"));
        place.put("subdivision_name", at(subdivision, "names", locale));
        place.put("city", at(found, "city", "names", locale));
        place.put("postal_code", at(found, "postal", "code"));
        for (String name : List.of("latitude", "longitude", "metro_code", "time_zone")) {
            place.put(name, at(found, "location", name));
        }
        place.put("is_eu", at(found, "country", "is_in_european_union"));
        return JSON.writeValueAsString(place);
    }

    private static Object at(Object record, String... path) {
        Object value = record;
        for (String name : path) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }
}
