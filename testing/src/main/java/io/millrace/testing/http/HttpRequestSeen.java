package io.millrace.testing.http;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it went over the wire.
 *
 * @param headers by name in lower case
 */
public record HttpRequestSeen(String method, URI uri, Map<String, List<String>> headers) {
    public Optional<String> header(String lowerCase) {
        return headers.getOrDefault(lowerCase, List.of()).stream().findFirst();
    }

    /** The value of a parameter of the query, encoded; empty text if it has none. */
    public Optional<String> parameter(String name) {
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        return Arrays.stream(query.split("&"))
                .filter(part -> part.equals(name) || part.startsWith(name + "="))
                .map(part -> part.substring(Math.min(part.length(), name.length() + 1)))
                .findFirst();
    }

    @Override
    public String toString() {
        return method + " " + uri;
    }
}
