package io.millrace.connector.gcs;

import io.millrace.testing.http.HttpAnswer;
import io.millrace.testing.http.HttpProxy;
import io.millrace.testing.http.HttpRequestSeen;
import io.millrace.testing.s3.S3Server;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server that speaks S3, made to behave as the documentation of Google's XML interface says where the two differ: who asks
 * must say so, headers of both families do not go together, objects have generations, and a delete heeds these alone.
 */
final class GoogleStandIn implements HttpProxy.Rule, AutoCloseable {
    private final HttpProxy proxy = HttpProxy.start(URI.create(S3Server.shared().endpoint()));
    private final AtomicLong overtaken = new AtomicLong();

    GoogleStandIn() {
        proxy.rule(this);
    }

    HttpProxy proxy() {
        return proxy;
    }

    /** Makes every delete from now on come too late: there is another object. */
    void overtake() {
        overtaken.incrementAndGet();
    }

    @Override
    public void close() {
        proxy.close();
    }

    @Override
    public Optional<HttpAnswer> before(HttpRequestSeen request) {
        if (request.header("authorization").isEmpty()) {
            return error(401, "AuthenticationRequired");
        }
        if (has(request, "x-amz-") && has(request, "x-goog-")) {
            return error(400, "ExcessHeaderValues");
        }
        if (request.headers().keySet().stream().anyMatch(name -> name.startsWith("x-amz-checksum"))
                || request.header("x-amz-sdk-checksum-algorithm").isPresent()) {
            return error(400, "InvalidArgument");
        }
        return request.method().equals("DELETE") ? delete(request) : Optional.empty();
    }

    @Override
    public HttpAnswer after(HttpRequestSeen request, HttpAnswer answer) {
        boolean object = answer.headers().containsKey("etag");
        return object ? answer.with("x-goog-generation", String.valueOf(generation())) : answer;
    }

    private Optional<HttpAnswer> delete(HttpRequestSeen request) {
        String current = String.valueOf(1_700_000_000_000_000L + overtaken.get());
        Optional<String> condition = request.header("x-goog-if-generation-match");
        if (condition.isPresent() && !condition.get().equals(current)) {
            return error(412, "PreconditionFailed");
        }
        Optional<String> generation = request.parameter("generation");
        return generation.isPresent() && !generation.get().equals(current) ? error(404, "NoSuchKey") : Optional.empty();
    }

    private long generation() {
        return 1_700_000_000_000_000L;
    }

    private static boolean has(HttpRequestSeen request, String prefix) {
        return request.headers().keySet().stream().anyMatch(name -> name.startsWith(prefix));
    }

    private static Optional<HttpAnswer> error(int status, String code) {
        return Optional.of(HttpAnswer.of(
                status, "<?xml version='1.0'?><Error><Code>" + code + "</Code><Message>no</Message></Error>"));
    }
}
