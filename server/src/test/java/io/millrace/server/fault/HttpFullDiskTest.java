package io.millrace.server.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.server.RunMode;
import io.millrace.server.TestMillrace;
import io.millrace.server.child.ChildMillrace;
import io.millrace.testing.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes no more of what is posted: a limit to the size of files stands for it. */
class HttpFullDiskTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final String FILLER = "x".repeat(100_000);

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = Ports.free(1).get(0);

    @TempDir
    private Path directory;

    @Test
    void refusesWhatItCannotKeepAndLosesNothingThatItAcknowledged() throws Exception {
        Path data = directory.resolve("data");
        Path sql = Files.writeString(directory.resolve("worksheet.sql"), """
                CREATE HTTP CONNECTION hook PORT = %d;
                CREATE TABLE lake.h.orders ();
                CREATE JOB load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
                AS COPY FROM HTTP hook STREAM = 'orders' INTO lake.h.orders;
                """.formatted(port));
        int acknowledged = 0;
        try (ChildMillrace child = ChildMillrace.startWithSmallFiles(data, sql, RunMode.CONTINUOUS, 2)) {
            await().atMost(TIMEOUT)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> post(0).statusCode() == 200);
            HttpResponse<String> answer;
            do {
                acknowledged++;
                answer = post(acknowledged);
            } while (answer.statusCode() == 200 && acknowledged < 1000);

            assertThat(acknowledged).isBetween(10, 999);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("cannot store it now");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(child.output()).contains("Cannot store what was posted: File too large");
            assertThat(post(acknowledged).statusCode()).isEqualTo(503);
            assertThat(post(1).body()).contains("\"repeated\":true");
            assertThat(child.running()).isTrue();
        }
        try (ChildMillrace child = ChildMillrace.start(data, sql, RunMode.CONTINUOUS, 2)) {
            int refused = acknowledged;
            await().atMost(TIMEOUT)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> post(refused).statusCode() == 200);
            assertThat(child.running()).isTrue();
        }
        assertThat(TestMillrace.runUntilCaughtUp(data, "")).noneMatch(line -> line.contains("MR"));

        List<String> expected = IntStream.rangeClosed(0, acknowledged)
                .mapToObj(n -> "{\"id\":" + n + "}")
                .toList();
        assertThat(TestMillrace.query(data, "SELECT id FROM lake.h.orders ORDER BY id"))
                .isEqualTo(expected);
    }

    private HttpResponse<String> post(int number) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/ingest/hook/orders"))
                .header("Idempotency-Key", "key-" + number)
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofString("{\"id\":" + number + ",\"filler\":\"" + FILLER + "\"}"))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
