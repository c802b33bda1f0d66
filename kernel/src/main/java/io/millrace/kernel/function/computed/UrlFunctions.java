package io.millrace.kernel.function.computed;

import static io.millrace.kernel.function.ValueType.TEXT;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.net.InetAddresses;
import com.google.common.net.InternetDomainName;
import io.millrace.kernel.function.JavaFunction;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is done with URLs. */
public final class UrlFunctions {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All of them. */
    public static final List<JavaFunction> ALL = List.of(
            JavaFunction.text("url_part", a -> part(new URI((String) a[0]), (String) a[1]), TEXT, TEXT),
            JavaFunction.text(
                    "url_parameter",
                    a -> parameters(new URI((String) a[0]).getRawQuery()).get((String) a[1]),
                    TEXT,
                    TEXT),
            JavaFunction.text("url_encode", a -> URLEncoder.encode((String) a[0], StandardCharsets.UTF_8), TEXT),
            JavaFunction.text("url_decode", a -> decode((String) a[0]), TEXT),
            JavaFunction.text("url_parser", a -> parts((String) a[0]), TEXT),
            JavaFunction.text("top_private_domain", a -> domain(host((String) a[0])), TEXT),
            JavaFunction.text("query_string", a -> query((String) a[0]), TEXT));

    private UrlFunctions() {}

    private static String part(URI url, String name) {
        return switch (name) {
            case "protocol" -> url.getScheme();
            case "host" -> url.getHost();
            case "port" -> url.getPort() < 0 ? null : Integer.toString(url.getPort());
            case "path" -> url.getPath();
            case "query" -> url.getRawQuery();
            case "fragment" -> url.getFragment();
            default -> throw new IllegalArgumentException("a URL has no such part: " + name);
        };
    }

    private static String parts(String text) throws URISyntaxException, JsonProcessingException {
        URI url = new URI(text);
        Map<String, String> parts = new LinkedHashMap<>();
        for (String name : List.of("protocol", "host", "port", "path", "query", "fragment")) {
            parts.put(name, part(url, name));
        }
        parts.put("domain", url.getHost() == null ? null : domain(url.getHost()));
        return JSON.writeValueAsString(parts);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : (query == null ? "" : query).split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty()) {
                parameters.putIfAbsent(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String query(String text) throws JsonProcessingException {
        return JSON.writeValueAsString(parameters(text.substring(text.indexOf('?') + 1)));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String host(String text) throws URISyntaxException {
        return text.contains("/") ? new URI(text.contains("://") ? text : "//" + text).getHost() : text;
    }

    /** Null for an address, and for what was not registered under a public suffix. */
    private static String domain(String host) {
        if (InetAddresses.isUriInetAddress(host) || !InternetDomainName.isValid(host)) {
            return null;
        }
        InternetDomainName name = InternetDomainName.from(host);
        return name.isUnderPublicSuffix() ? name.topPrivateDomain().toString() : null;
    }
}
