package io.millrace.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.server.Running;
import io.millrace.server.TestMillrace;
import io.millrace.testing.Ports;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpJobsTest {
    private final int port = Ports.free(1).get(0);
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path data;

    @Test
    void loadsWhatIsPosted() throws Exception {
        try (Running millrace = Running.start(data, worksheet())) {
            assertThat(post("orders", "{\"id\":1}\n{\"id\":2}", "k1")).isEqualTo(200);
            assertThat(post("orders", "{\"id\":1}\n{\"id\":2}", "k1")).isEqualTo(200);
            assertThat(post("orders", "broken", "k2")).isEqualTo(200);
            assertThat(post("sales", "{}", "k3")).isEqualTo(404);
            await().ignoreExceptions()
                    .until(() -> millrace.query(
                                    "SELECT id, $stream AS s, $offset AS o, $idempotency_key AS k, $content_type AS t"
                                            + " FROM lake.h.orders ORDER BY id")
                            .equals(List.of(
                                    "{\"id\":1,\"s\":\"orders\",\"o\":0,\"k\":\"k1\",\"t\":\"application/json\"}",
                                    "{\"id\":2,\"s\":\"orders\",\"o\":0,\"k\":\"k1\",\"t\":\"application/json\"}")));
            await().until(() ->
                    millrace.query("SELECT 1 FROM lake.h.orders__rejects").size() == 1);

            millrace.execute("CREATE JOB more CONTENT_TYPE = JSON AS COPY FROM HTTP hook STREAM = 'sales'"
                    + " INTO lake.h.orders;");
            assertThat(post("sales", "{\"id\":3}", "k3")).isEqualTo(200);
            millrace.execute("DROP JOB more;");
            assertThat(post("sales", "{\"id\":3}", "k4")).isEqualTo(404);
        }
        assertThatThrownBy(() -> post("orders", "{}", "k5")).isInstanceOf(ConnectException.class);
    }

    @Test
    void movesAndClosesItsPort() throws Exception {
        int other = Ports.free(1).get(0);
        try (Running millrace = Running.start(data, worksheet())) {
            millrace.execute("ALTER HTTP CONNECTION hook SET PORT = " + other + ";");
            assertThatThrownBy(() -> post("orders", "{}", "k1")).isInstanceOf(ConnectException.class);
            assertThat(postTo(other, "orders", "{\"id\":1}", "k1")).isEqualTo(200);
            millrace.execute("DROP JOB load; DROP HTTP CONNECTION hook;");
            assertThatThrownBy(() -> postTo(other, "orders", "{}", "k2")).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void goesOnAfterARestart() throws Exception {
        try (Running millrace = Running.start(data, worksheet())) {
            assertThat(post("orders", "{\"id\":1}", "k1")).isEqualTo(200);
            assertThat(millrace.status("load").error()).isEmpty();
        }
        TestMillrace.runUntilCaughtUp(data, worksheet());

        assertThat(TestMillrace.query(data, "SELECT id FROM lake.h.orders")).containsExactly("{\"id\":1}");
    }

    private String worksheet() {
        return """
                CREATE HTTP CONNECTION hook PORT = %d;
                CREATE TABLE lake.h.orders ();
                CREATE JOB load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
                AS COPY FROM HTTP hook STREAM = 'orders' INTO lake.h.orders;
                """.formatted(port);
    }

    private int post(String stream, String body, String key) throws IOException, InterruptedException {
        return postTo(port, stream, body, key);
    }

    private int postTo(int at, String stream, String body, String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + "/v1/ingest/hook/" + stream))
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }
}
