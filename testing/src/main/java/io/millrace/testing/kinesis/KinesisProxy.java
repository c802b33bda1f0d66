package io.millrace.testing.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Stands between a client and an emulator of Kinesis, and fails as Kinesis and the way to it do. */
public final class KinesisProxy implements AutoCloseable {
    /** What happens to a call. */
    public enum Fault {
        THROTTLED("ProvisionedThroughputExceededException", 400),
        LIMITED("LimitExceededException", 400),
        EXPIRED("ExpiredIteratorException", 400),
        DENIED("AccessDeniedException", 400),
        BROKEN("InternalFailure", 500),
        /** The connection is cut before the call has been heard. */
        CUT_BEFORE("", 0),
        /** The connection is cut in the middle of the answer. */
        CUT_AFTER("", 0);

        private final String type;
        private final int status;

        Fault(String type, int status) {
            this.type = type;
            this.status = status;
        }
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final KinesisCalls behind;
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final Map<String, String> shardOfIterator = new ConcurrentHashMap<>();
    private final Map<String, BigInteger> oldest = new ConcurrentHashMap<>();
    private final Set<String> hidden = ConcurrentHashMap.newKeySet();
    private volatile Function<String, Optional<Fault>> faults = operation -> Optional.empty();

    private KinesisProxy(HttpServer server, URI target) {
        this.server = server;
        this.behind = new KinesisCalls(target);
        this.threads = Executors.newCachedThreadPool(runnable -> {
            Thread thread = new Thread(runnable, "kinesis-proxy");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Listens on a free port. */
    public static KinesisProxy start(URI target) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            KinesisProxy proxy = new KinesisProxy(server, target);
            server.setExecutor(proxy.threads);
            server.createContext("/", proxy::handle);
            server.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Decides what happens to calls, by operation, such as {@code GetRecords}. */
    public void faults(Function<String, Optional<Fault>> decide) {
        faults = decide;
    }

    /** How often an operation was called. */
    public int calls(String operation) {
        AtomicInteger count = counts.get(operation);
        return count == null ? 0 : count.get();
    }

    /** Who signed the calls so far: the headers, in their order. */
    public List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    /** Makes records of a shard with lower sequence numbers vanish, as the end of their retention does. */
    public void trim(String shard, BigInteger before) {
        oldest.put(shard, before);
    }

    /** Makes a shard vanish from the list, as the end of the retention of its last record does. */
    public void hide(String shard) {
        hidden.add(shard);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String operation = target.substring(target.indexOf('.') + 1);
            counts.computeIfAbsent(operation, any -> new AtomicInteger()).incrementAndGet();
            authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] request = exchange.getRequestBody().readAllBytes();
            Optional<Fault> fault = faults.apply(operation);
            if (fault.isPresent() && fault.get() == Fault.CUT_BEFORE) {
                return;
            }
            if (fault.isPresent() && fault.get().status > 0) {
                String error = "{\"__type\":\"" + fault.get().type + "\",\"message\":\"injected\"}";
                answer(exchange, fault.get().status, error.getBytes(StandardCharsets.UTF_8));
                return;
            }
            HttpResponse<byte[]> response = behind.send(operation, request);
            byte[] body = response.statusCode() == 200 && response.body().length > 0
                    ? rewrite(operation, request, response.body())
                    : response.body();
            if (fault.isPresent()) {
                exchange.sendResponseHeaders(200, body.length + 1L);
                exchange.getResponseBody().write(body, 0, body.length / 2);
                return;
            }
            answer(exchange, response.statusCode(), body);
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", KinesisCalls.CONTENT_TYPE);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private byte[] rewrite(String operation, byte[] request, byte[] response) throws IOException {
        JsonNode answer = KinesisCalls.JSON.readTree(response);
        JsonNode question = KinesisCalls.JSON.readTree(request);
        switch (operation) {
            case "GetShardIterator" ->
                follow(answer, "ShardIterator", question.get("ShardId").textValue());
            case "GetRecords" -> {
                String shard = shardOfIterator.get(question.get("ShardIterator").textValue());
                follow(answer, "NextShardIterator", shard);
                BigInteger first = oldest.getOrDefault(shard, BigInteger.ZERO);
                removeIf(
                        answer.withArray("Records"),
                        record -> new BigInteger(record.get("SequenceNumber").textValue()).compareTo(first) < 0);
            }
            case "ListShards" ->
                removeIf(
                        answer.withArray("Shards"),
                        shard -> hidden.contains(shard.get("ShardId").textValue()));
            default -> {
                return response;
            }
        }
        return KinesisCalls.JSON.writeValueAsBytes(answer);
    }

    private void follow(JsonNode answer, String field, String shard) {
        if (answer instanceof ObjectNode && answer.hasNonNull(field)) {
            shardOfIterator.put(answer.get(field).textValue(), shard);
        }
    }

    private interface Which {
        boolean test(JsonNode node);
    }

    private static void removeIf(ArrayNode list, Which which) {
        for (Iterator<JsonNode> all = list.iterator(); all.hasNext(); ) {
            if (which.test(all.next())) {
                all.remove();
            }
        }
    }
}
