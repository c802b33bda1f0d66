package io.millrace.formats.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.formats.binary.Lru;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One registry, over HTTP as Confluent's is. A schema never changes once it has an id, so what was found is kept. Safe for
 * use by several threads.
 */
public final class SchemaRegistry {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LARGEST_ANSWER = 32 << 20;
    private static final int SHOWN = 300;
    private static final int KEPT_SCHEMAS = 10_000;
    private static final int MOST_REFERENCES = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI address;
    private final Optional<String> authorization;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final Lru<String, RegisteredSchema> found = new Lru<>(KEPT_SCHEMAS);

    SchemaRegistry(URI address, Optional<String> user, Optional<String> password) {
        this.address = address;
        authorization = user.map(name -> "Basic "
                + Base64.getEncoder()
                        .encodeToString((name + ":" + password.orElse("")).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The schema of an id; empty when the registry has none.
     *
     * @param form how the text is wanted, as the registry calls it; empty for its usual form
     * @throws MillraceException SOURCE_UNAVAILABLE when the registry is away, SOURCE_ACCESS_DENIED when it refuses
     */
    public synchronized Optional<RegisteredSchema> find(int id, String form) {
        String path = "/schemas/ids/" + id + query(form);
        Optional<RegisteredSchema> known = found.find(path);
        if (known.isPresent()) {
            return known;
        }
        Optional<RegisteredSchema> schema = get(path).map(answer -> schema(answer, form));
        schema.ifPresent(value -> found.put(path, value));
        return schema;
    }

    private static String query(String form) {
        return form.isEmpty() ? "" : "?format=" + form;
    }

    private RegisteredSchema schema(JsonNode answer, String form) {
        List<RegisteredSchema.Reference> references = new ArrayList<>();
        follow(answer, form, references, new HashSet<>());
        return new RegisteredSchema(
                answer.path("schemaType").asText("AVRO"), answer.path("schema").asText(), references);
    }

    private void follow(JsonNode from, String form, List<RegisteredSchema.Reference> into, Set<String> seen) {
        for (JsonNode reference : from.path("references")) {
            String name = reference.path("name").asText();
            String path = "/subjects/" + encode(reference.path("subject").asText()) + "/versions/"
                    + reference.path("version").asInt() + query(form);
            if (!seen.add(name) || seen.size() > MOST_REFERENCES) {
                continue;
            }
            JsonNode answer = get(path).orElseThrow(() -> away("it has no " + path, Optional.empty()));
            follow(answer, form, into, seen);
            into.add(new RegisteredSchema.Reference(name, answer.path("schema").asText()));
        }
    }

    private static String encode(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Optional<JsonNode> get(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
        authorization.ifPresent(value -> request.header("Authorization", value));
        try {
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return answer(response.statusCode(), body);
            }
        } catch (IOException e) {
            throw away(String.valueOf(e.getMessage()), Optional.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away("interrupted", Optional.of(e));
        }
    }

    private Optional<JsonNode> answer(int status, InputStream body) throws IOException {
        if (status == 404) {
            return Optional.empty();
        }
        if (status == 401 || status == 403) {
            throw new MillraceException(
                            ErrorCode.SOURCE_ACCESS_DENIED,
                            "Cannot ask schema registry: " + address + ": HTTP " + status)
                    .withHint("check USERNAME and PASSWORD of the content type");
        }
        if (status != 200) {
            String answer = new String(body.readNBytes(SHOWN), StandardCharsets.UTF_8);
            throw away("HTTP " + status + ": " + answer, Optional.empty());
        }
        byte[] bytes = body.readNBytes(LARGEST_ANSWER);
        JsonNode answer = JSON.readTree(bytes);
        if (answer == null || !answer.path("schema").isTextual()) {
            throw away("its answer is no schema", Optional.empty());
        }
        return Optional.of(answer);
    }

    private MillraceException away(String reason, Optional<Exception> cause) {
        String message = "Cannot ask schema registry: " + address + ": " + reason;
        return cause.map(error -> new MillraceException(ErrorCode.SOURCE_UNAVAILABLE, message, error))
                .orElseGet(() -> new MillraceException(ErrorCode.SOURCE_UNAVAILABLE, message))
                .withHint("check SCHEMA_REGISTRY_URL, and that the registry is up");
    }
}
