package io.millrace.kernel.function.computed;

import static io.millrace.kernel.function.ValueType.TEXT;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.kernel.function.JavaFunction;
import io.millrace.kernel.recent.Recent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ua_parser.Client;
import ua_parser.Parser;

/** What User-Agent headers say. */
public final class AgentFunctions {
    private static final int AGENTS = 10_000;
    private static final String UNKNOWN = "Other";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Recent<String, String> PARSED = new Recent<>(AGENTS);

    /** All of them. */
    public static final List<JavaFunction> ALL =
            List.of(JavaFunction.text("user_agent", a -> PARSED.get((String) a[0], AgentFunctions::parse), TEXT));

    private AgentFunctions() {}

    /** Reads its rules, for half a second, when a header is parsed first. */
    private static final class Holder {
        static final Parser PARSER = new Parser();
    }

    private static String parse(String agent) throws JsonProcessingException {
        Client client = Holder.PARSER.parse(agent);
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("browser", known(client.userAgent.family));
        parts.put("browser_version", version(client.userAgent.major, client.userAgent.minor, client.userAgent.patch));
        parts.put("os", known(client.os.family));
        parts.put("os_version", version(client.os.major, client.os.minor, client.os.patch));
        parts.put("device", known(client.device.family));
        return JSON.writeValueAsString(parts);
    }

    private static String known(String name) {
        return name == null || name.equals(UNKNOWN) ? null : name;
    }

    private static String version(String... numbers) {
        String version = Stream.of(numbers).takeWhile(Objects::nonNull).collect(Collectors.joining("."));
        return version.isEmpty() ? null : version;
    }
}
