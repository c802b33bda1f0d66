package io.millrace.testing.http;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer to a request.
 *
 * @param status of HTTP; 0 for a connection that is cut
 * @param headers by name in lower case
 */
@SuppressWarnings("ArrayRecordComponent")
public record HttpAnswer(int status, Map<String, List<String>> headers, byte[] body) {
    /** The connection is closed without a word. */
    public static final HttpAnswer CUT = new HttpAnswer(0, Map.of(), new byte[0]);

    public static HttpAnswer of(int status, String body) {
        return new HttpAnswer(
                status, Map.of("content-type", List.of("application/xml")), body.getBytes(StandardCharsets.UTF_8));
    }

    public HttpAnswer with(String lowerCase, String value) {
        Map<String, List<String>> all = new HashMap<>(headers);
        all.put(lowerCase, List.of(value));
        return new HttpAnswer(status, all, body);
    }
}
