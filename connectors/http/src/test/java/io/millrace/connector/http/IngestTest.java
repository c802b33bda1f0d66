package io.millrace.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.OptionValue.Numeral;
import io.millrace.spi.option.OptionValue.Text;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.testing.source.Drain;
import io.millrace.testing.source.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {
    private static final StartPoint BEGINNING = new StartPoint.Beginning();

    @TempDir
    private Path directory;

    @Test
    void wantsTheToken() {
        try (Endpoint endpoint = start(Map.of("TOKEN", new Text("s3cret")))) {
            assertThat(endpoint.send("orders", bytes("{}")).statusCode()).isEqualTo(401);
            assertThat(endpoint.send("orders", bytes("{}"), "Authorization", "Bearer wrong")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(endpoint.send("orders", bytes("{}"), "Authorization", "Bearer s3cret")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void refusesWhatItCannotTake() {
        try (Endpoint endpoint = start(Map.of("MAX_BODY_MB", new Numeral("1")))) {
            byte[] large = new byte[(1 << 20) + 1];
            assertThat(endpoint.send("other", bytes("{}")).statusCode()).isEqualTo(404);
            assertThat(endpoint.send(endpoint.request("/v2/ingest/hook/orders").POST(BodyPublishers.ofString("{}")))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(endpoint.send(endpoint.request("/v1/ingest/hook/orders").GET())
                            .statusCode())
                    .isEqualTo(405);
            assertThat(endpoint.send("orders", large).statusCode()).isEqualTo(413);
            assertThat(endpoint.send("orders", gzip(large), "Content-Encoding", "gzip")
                            .statusCode())
                    .as("small, but large once decompressed")
                    .isEqualTo(413);
            assertThat(endpoint.send("orders", new byte[0]).statusCode()).isEqualTo(400);
            assertThat(endpoint.send("orders", bytes("{}"), "Content-Encoding", "gzip")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(endpoint.send("orders", bytes("{}"), "Content-Encoding", "br")
                            .statusCode())
                    .isEqualTo(415);
            assertThat(endpoint.send("orders", bytes("{}"), "Content-Type", "multipart/form-data; boundary=x")
                            .statusCode())
                    .isEqualTo(415);
            assertThat(endpoint.send("orders", bytes("{}"), "Idempotency-Key", "k".repeat(256))
                            .statusCode())
                    .isEqualTo(400);
            try (Source source = endpoint.open("job")) {
                assertThat(Drain.all(source, source.start(BEGINNING)).payloads())
                        .as("nothing of it is kept")
                        .isEmpty();
            }
            endpoint.post("orders", new byte[1 << 20]);
        }
    }

    @Test
    void takesBodiesThatAreCompressedOrOfUnknownLength() {
        try (Endpoint endpoint = start(Map.of());
                Source source = endpoint.open("job")) {
            endpoint.send("orders", gzip(bytes("{\"a\":1}")), "Content-Encoding", "gzip");
            byte[] chunked = bytes("x".repeat(100_000));
            endpoint.send(endpoint.request("/v1/ingest/HOOK/orders")
                    .POST(BodyPublishers.ofByteArrays(List.of(chunked, chunked))));

            assertThat(Drain.all(source, source.start(BEGINNING)).payloads())
                    .extracting(Payload::bytes)
                    .containsExactly("{\"a\":1}", "x".repeat(200_000));
        }
    }

    @Test
    void appendsOneKeyOnce() {
        String answer;
        try (Endpoint endpoint = start(Map.of())) {
            answer = endpoint.send("orders", bytes("{}"), "Idempotency-Key", "k1")
                    .body();
            assertThat(endpoint.send("orders", bytes("{}"), "Idempotency-Key", "k1")
                            .body())
                    .isEqualTo("{\"offset\":0,\"repeated\":true}");
        }
        assertThat(answer).isEqualTo("{\"offset\":0,\"repeated\":false}");
        try (Endpoint endpoint = start(Map.of());
                Source source = endpoint.open("job")) {
            assertThat(endpoint.send("orders", bytes("{}"), "Idempotency-Key", "k1")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(Drain.all(source, source.start(BEGINNING)).payloads()).hasSize(1);
        }
    }

    @Test
    void holdsClientsBackUntilAllJobsHaveCommitted() {
        Map<String, OptionValue> small = Map.of("MAX_BODY_MB", new Numeral("1"), "BUFFER_MB", new Numeral("2"));
        try (Endpoint endpoint = start(small);
                Source first = endpoint.open("first");
                Source second = endpoint.open("second")) {
            endpoint.serve("first", "second");
            byte[] body = new byte[200_000];
            int taken = 0;
            HttpResponse<String> response = endpoint.send("orders", body, "Idempotency-Key", "k0");
            while (response.statusCode() == 200) {
                taken++;
                response = endpoint.send("orders", body);
            }
            assertThat(taken).isEqualTo(10);
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.headers().firstValue("Retry-After")).contains("1");
            assertThat(endpoint.send("orders", body, "Idempotency-Key", "k0").statusCode())
                    .as("what was taken stays taken")
                    .isEqualTo(200);

            Position end = first.end(new StartPoint.Now());
            first.committed(end, List.of());
            assertThat(endpoint.send("orders", body).statusCode()).isEqualTo(429);
            second.committed(end, List.of());
            assertThat(endpoint.send("orders", body).statusCode()).isEqualTo(200);
            assertThat(second.start(BEGINNING).longs()).containsEntry("orders", 10L);
        }
    }

    @Test
    void limitsTheBytesOfARun() {
        try (Endpoint endpoint = start(Map.of());
                Source source = endpoint.open("job")) {
            for (int i = 0; i < 20; i++) {
                endpoint.post("orders", new byte[100_000]);
            }
            Drain drain = Drain.in(source, source.start(BEGINNING), new RunLimit(1000, 300_000));

            assertThat(source.next(source.start(BEGINNING), new RunLimit(1000, 300_000))
                            .get(0)
                            .payloads())
                    .isBetween(2L, 4L);
            assertThat(drain.payloads()).hasSize(20);
        }
    }

    @Test
    void saysThatItsPortIsTakenAndTriesAgain() throws IOException {
        try (Endpoint endpoint = start(Map.of());
                Source source = endpoint.open("job")) {
            endpoint.stop();
            try (ServerSocket other = new ServerSocket(endpoint.port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(other.isBound()).isTrue();
                endpoint.serve();
                assertThatThrownBy(() -> source.next(Position.START, new RunLimit(1, 1)))
                        .isInstanceOfSatisfying(
                                MillraceException.class,
                                error -> assertThat(error.code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE))
                        .hasMessageStartingWith("Cannot listen at 127.0.0.1:" + endpoint.port);
            }
            assertThat(source.next(Position.START, new RunLimit(1, 1))).isEmpty();
            endpoint.post("orders", "{}");
        }
    }

    @Test
    void noticesThatItsLogIsGone() {
        try (Endpoint endpoint = start(Map.of());
                Source source = endpoint.open("job")) {
            Position beyond = Position.of(Map.of("orders", 7L));
            assertThatThrownBy(() -> source.next(beyond, new RunLimit(1, 1)))
                    .hasMessageContaining("stream orders was read up to offset 7, its log has offsets 0 to 0");
            assertThat(source.skipLost(beyond).longs()).containsEntry("orders", 0L);
        }
    }

    private Endpoint start(Map<String, OptionValue> options) {
        return Endpoint.start(directory, options, "orders");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }
}
