package io.millrace.testing.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Our own small stand-in for a schema registry: it serves what clients of Confluent's API read, {@code /schemas/ids/ID} and
 * {@code /subjects/SUBJECT/versions/VERSION}, from memory. It proves nothing about any other server. Schemas are handed out
 * as they were registered, in whatever {@code format} they are asked for.
 */
public final class RegistryServer implements AutoCloseable {
    private final HttpServer server;
    private final String url;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private volatile int failure;
    private volatile String authorization = "";

    /** @param subject under which others refer to it, as its version 1 */
    public record Reference(String name, String subject) {}

    private RegistryServer(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::answer);
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Starts a registry on a free port of the loopback interface. */
    public static RegistryServer start() throws IOException {
        return new RegistryServer(0);
    }

    public String url() {
        return url;
    }

    /** Adds a schema and returns its id. */
    public int register(String subject, String type, String schema, Reference... references) {
        int id = ids.incrementAndGet();
        register(id, subject, type, schema, references);
        return id;
    }

    /** Adds a schema under an id. */
    public void register(int id, String subject, String type, String schema, Reference... references) {
        StringBuilder json = new StringBuilder("{\"schemaType\":").append(quoted(type));
        json.append(",\"schema\":").append(quoted(schema)).append(",\"references\":[");
        for (int i = 0; i < references.length; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"name\":")
                    .append(quoted(references[i].name()))
                    .append(",\"subject\":")
                    .append(quoted(references[i].subject()))
                    .append(",\"version\":1}");
        }
        answers.put("/schemas/ids/" + id, json.append("]}").toString());
        answers.put("/subjects/" + subject + "/versions/1", json.toString());
    }

    /** Answers everything with this status from now on; 0 ends it. */
    public void fail(int status) {
        failure = status;
    }

    /** Answers only who comes with this name and password. */
    public void require(String user, String password) {
        authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** The paths asked for so far. */
    public List<String> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        synchronized (requests) {
            requests.add(exchange.getRequestURI().toString());
        }
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        String answer = answers.get(path);
        if (failure != 0) {
            send(exchange, failure, "{\"error_code\":" + failure + "}");
        } else if (!authorization.isEmpty() && !authorization.equals(given)) {
            send(exchange, 401, "{\"error_code\":401}");
        } else if (answer == null) {
            send(exchange, 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        } else {
            send(exchange, 200, answer);
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
