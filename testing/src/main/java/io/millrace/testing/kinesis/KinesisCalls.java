package io.millrace.testing.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Calls of Kinesis in JSON; emulators look at the form of a signature only. */
final class KinesisCalls {
    static final ObjectMapper JSON = new ObjectMapper();
    static final String TARGET = "Kinesis_20131202.";
    static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String AUTHORIZATION =
            "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=0";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI endpoint;

    KinesisCalls(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** The answer to a call that succeeds. */
    JsonNode call(String operation, ObjectNode request) {
        try {
            HttpResponse<byte[]> response = send(operation, JSON.writeValueAsBytes(request));
            if (response.statusCode() != 200) {
                throw new IllegalStateException(operation + ": " + response.statusCode() + " "
                        + new String(response.body(), StandardCharsets.UTF_8));
            }
            return response.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<byte[]> send(String operation, byte[] body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .timeout(TIMEOUT)
                .header("Content-Type", CONTENT_TYPE)
                .header("X-Amz-Target", TARGET + operation)
                .header("X-Amz-Date", "20260101T000000Z")
                .header("Authorization", AUTHORIZATION)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
