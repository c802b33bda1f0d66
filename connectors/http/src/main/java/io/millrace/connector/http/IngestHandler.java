package io.millrace.connector.http;

import com.sun.net.httpserver.HttpExchange;
import io.millrace.connector.http.HttpOptions.Settings;
import io.millrace.connector.http.StreamLog.Receipt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes {@code POST /v1/ingest/<connection>/<stream>}; answers 200 when the body is on the disk. */
final class IngestHandler {
    private static final Logger LOG = LoggerFactory.getLogger(IngestHandler.class);
    private static final String PREFIX = "/v1/ingest/";
    private static final int MOST_TEXT = 255;
    /** What is read of a body that is refused, so that its sender gets to read the answer. */
    private static final int MOST_IGNORED = 32 << 20;

    private final String connection;
    private final Settings settings;
    private final Function<String, Optional<StreamBuffer>> streams;
    private final BodyBudget budget;
    private final InstantSource clock;

    IngestHandler(
            String connection,
            Settings settings,
            Function<String, Optional<StreamBuffer>> streams,
            BodyBudget budget,
            InstantSource clock) {
        this.connection = connection;
        this.settings = settings;
        this.streams = streams;
        this.budget = budget;
        this.clock = clock;
    }

    void handle(HttpExchange exchange) throws IOException {
        try {
            ingest(exchange);
        } catch (Refusal refusal) {
            refuse(exchange, refusal);
        }
    }

    void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
        refusal.headers().forEach(exchange.getResponseHeaders()::set);
        ignore(exchange.getRequestBody());
        answer(exchange, refusal.status(), "{\"error\":\"" + refusal.getMessage() + "\"}");
    }

    private void ingest(HttpExchange exchange) throws IOException, Refusal {
        authorize(exchange);
        String name = stream(exchange);
        StreamBuffer stream =
                streams.apply(name).orElseThrow(() -> Refusal.of(404, "no job reads such a stream: CREATE JOB first"));
        if (!exchange.getRequestMethod().equals("POST")) {
            throw Refusal.method();
        }
        String key = text(exchange, "Idempotency-Key");
        OptionalLong earlier = find(stream, key);
        if (earlier.isPresent()) {
            ignore(exchange.getRequestBody());
            acknowledge(exchange, new Receipt(earlier.getAsLong(), true));
            return;
        }
        try (BodyBudget.Share memory = budget.share()) {
            Body body = read(exchange, stream, memory);
            acknowledge(exchange, append(stream, key, text(exchange, "Content-Type"), body));
        }
    }

    private void authorize(HttpExchange exchange) throws Refusal {
        if (settings.token().isEmpty()) {
            return;
        }
        String sent = header(exchange, "Authorization");
        String wanted = "Bearer " + settings.token().get();
        boolean same =
                MessageDigest.isEqual(sent.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
        if (!same) {
            throw Refusal.unauthorized();
        }
    }

    private String stream(HttpExchange exchange) throws Refusal {
        String path = exchange.getRequestURI().getPath();
        int slash = path.lastIndexOf('/');
        boolean ours = path.startsWith(PREFIX)
                && slash >= PREFIX.length()
                && path.substring(PREFIX.length(), slash).equalsIgnoreCase(connection);
        if (!ours) {
            throw Refusal.of(404, "post to " + PREFIX + "<connection>/<stream>");
        }
        return path.substring(slash + 1);
    }

    private Body read(HttpExchange exchange, StreamBuffer stream, BodyBudget.Share memory) throws IOException, Refusal {
        if (header(exchange, "Content-Type").toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            throw Refusal.of(415, "a body is taken as it is: send no multipart form");
        }
        long expected = length(exchange);
        if (expected > settings.maxBody()) {
            throw Refusal.tooLarge(settings.maxBody());
        }
        requireRoom(stream, expected);
        Body body = decoded(exchange, expected, memory);
        if (body.length() == 0) {
            throw Refusal.of(400, "the body is empty");
        }
        requireRoom(stream, body.length());
        return body;
    }

    private Body decoded(HttpExchange exchange, long expected, BodyBudget.Share memory) throws IOException, Refusal {
        InputStream in = exchange.getRequestBody();
        String encoding = header(exchange, "Content-Encoding").toLowerCase(Locale.ROOT);
        if (encoding.isEmpty() || encoding.equals("identity")) {
            return Body.read(in, expected, settings.maxBody(), memory);
        }
        if (!encoding.equals("gzip")) {
            throw Refusal.of(415, "Content-Encoding may be gzip or identity");
        }
        try {
            return Body.read(new GZIPInputStream(in), 4 * expected, settings.maxBody(), memory);
        } catch (ZipException | java.io.EOFException e) {
            throw Refusal.of(400, "the body is not what gzip makes");
        }
    }

    private void requireRoom(StreamBuffer stream, long bytes) throws Refusal {
        if (!stream.hasRoom(bytes, settings.buffer())) {
            throw Refusal.busy("the buffer of the stream is full: its jobs are behind");
        }
    }

    private static OptionalLong find(StreamBuffer stream, String key) throws Refusal {
        try {
            return key.isEmpty() ? OptionalLong.empty() : stream.log().find(key);
        } catch (IOException e) {
            throw notStored(e);
        }
    }

    private Receipt append(StreamBuffer stream, String key, String contentType, Body body) throws Refusal {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        try {
            return stream.log().append(key, contentType, body.bytes(), body.length(), now);
        } catch (IOException e) {
            throw notStored(e);
        }
    }

    private static Refusal notStored(IOException cause) {
        LOG.error("Cannot store what was posted: {}", cause.getMessage(), cause);
        return Refusal.unavailable("cannot store it now");
    }

    private static void acknowledge(HttpExchange exchange, Receipt receipt) throws IOException {
        answer(exchange, 200, "{\"offset\":" + receipt.record() + ",\"repeated\":" + receipt.repeated() + "}");
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private static void ignore(InputStream in) throws IOException {
        byte[] buffer = new byte[64 << 10];
        int ignored = 0;
        int read = in.read(buffer);
        while (read >= 0 && ignored < MOST_IGNORED) {
            ignored += read;
            read = in.read(buffer);
        }
    }

    /** A header that is kept with the record. */
    private static String text(HttpExchange exchange, String name) throws Refusal {
        String text = header(exchange, name);
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_TEXT) {
            throw Refusal.of(400, name + " may have " + MOST_TEXT + " bytes");
        }
        return text;
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value.strip();
    }

    private static long length(HttpExchange exchange) throws Refusal {
        String written = header(exchange, "Content-Length");
        try {
            return written.isEmpty() ? 0 : Long.parseLong(written);
        } catch (NumberFormatException e) {
            throw Refusal.of(400, "Content-Length is not a number");
        }
    }
}
