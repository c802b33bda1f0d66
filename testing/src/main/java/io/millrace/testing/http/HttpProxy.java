package io.millrace.testing.http;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between a client and a server, remembers what was asked, and answers in the server's place or otherwise than it
 * on demand. Bodies are held in memory.
 */
public final class HttpProxy implements AutoCloseable {
    private static final Set<String> NOT_PASSED_ON =
            Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade", "date");

    private final HttpServer server;
    private final URI target;
    private final ExecutorService threads;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<HttpRequestSeen> requests = new CopyOnWriteArrayList<>();
    private volatile Rule rule = new Rule() {};

    /** What becomes of a request. */
    public interface Rule {
        /** An answer that is given in the server's place; the request never gets there. */
        default Optional<HttpAnswer> before(HttpRequestSeen request) {
            return Optional.empty();
        }

        /** The answer to give for that of the server. */
        default HttpAnswer after(HttpRequestSeen request, HttpAnswer answer) {
            return answer;
        }
    }

    private HttpProxy(HttpServer server, URI target) {
        this.server = server;
        this.target = target;
        this.threads = Executors.newCachedThreadPool(runnable -> {
            Thread thread = new Thread(runnable, "http-proxy");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Listens on a free port. */
    public static HttpProxy start(URI target) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            HttpProxy proxy = new HttpProxy(server, target);
            server.setExecutor(proxy.threads);
            server.createContext("/", proxy::handle);
            server.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public void rule(Rule next) {
        rule = requireNonNull(next, "next is null");
    }

    /** What was asked so far, in its order. */
    public List<HttpRequestSeen> requests() {
        return List.copyOf(requests);
    }

    public void forgetRequests() {
        requests.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpRequestSeen request = new HttpRequestSeen(
                    exchange.getRequestMethod(), exchange.getRequestURI(), lowerCase(exchange.getRequestHeaders()));
            requests.add(request);
            byte[] body = exchange.getRequestBody().readAllBytes();
            Rule now = rule;
            Optional<HttpAnswer> instead = now.before(request);
            HttpAnswer answer = instead.isPresent() ? instead.get() : now.after(request, forward(request, body));
            if (answer.status() > 0) {
                answer(exchange, answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpAnswer forward(HttpRequestSeen request, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder forwarded = HttpRequest.newBuilder(
                        target.resolve(request.uri().toString()))
                .method(
                        request.method(),
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        request.headers().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name)) {
                values.forEach(value -> forwarded.header(name, value));
            }
        });
        HttpResponse<byte[]> response = client.send(forwarded.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new HttpAnswer(
                response.statusCode(), lowerCase(response.headers().map()), response.body());
    }

    private static void answer(HttpExchange exchange, HttpAnswer answer) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        answer.headers().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name) || (head && name.equals("content-length"))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        boolean empty = head || answer.body().length == 0;
        exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
        if (!empty) {
            exchange.getResponseBody().write(answer.body());
        }
    }

    private static Map<String, List<String>> lowerCase(Map<String, List<String>> headers) {
        Map<String, List<String>> all = new HashMap<>();
        headers.forEach((name, values) -> all.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return all;
    }
}
