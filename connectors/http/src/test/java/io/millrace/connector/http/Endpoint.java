package io.millrace.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.ServedConnection;
import io.millrace.spi.source.ServedConnection.Reader;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceUse;
import io.millrace.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A connection {@code hook} that is served, with one job that reads its streams, and a client of it. */
final class Endpoint implements AutoCloseable {
    final int port;
    final Path directory;
    private final Options connection;
    private final Options streams;
    private final HttpConnector connector;
    private final HttpClient client = HttpClient.newHttpClient();

    private Endpoint(Path directory, Options connection, int port, String... streams) {
        this.port = port;
        this.directory = directory;
        this.connection = connection;
        this.streams = new Options(Map.of(
                "STREAM",
                new OptionValue.Items(Arrays.stream(streams)
                        .<OptionValue>map(OptionValue.Text::new)
                        .toList())));
        this.connector = new HttpConnector(directory, InstantSource.system(), Endpoint::daemon, 64 << 20);
        serve();
    }

    /** In a new directory within {@code parent}. */
    static Endpoint start(Path parent, String... streams) {
        try {
            return start(Files.createTempDirectory(parent, "logs"), Map.of(), streams);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Endpoint start(Path directory, Map<String, OptionValue> more, String... streams) {
        int port = Ports.free(1).get(0);
        Map<String, OptionValue> options = new HashMap<>(more);
        options.put("PORT", new OptionValue.Numeral(Integer.toString(port)));
        return new Endpoint(directory, new Options(options), port, streams);
    }

    void serve() {
        serve("job");
    }

    void serve(String... jobs) {
        List<Reader> readers =
                Arrays.stream(jobs).map(job -> new Reader(job, streams)).toList();
        connector.serve(List.of(new ServedConnection("hook", connection, readers)));
    }

    Source open(String job) {
        return connector.open(new SourceUse(job, "hook"), connection, streams);
    }

    void post(String stream, String body) {
        post(stream, body.getBytes(StandardCharsets.UTF_8));
    }

    void post(String stream, byte[] body) {
        HttpResponse<String> response = send(stream, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    /** @param headers names and values by turns */
    HttpResponse<String> send(String stream, byte[] body, String... headers) {
        HttpRequest.Builder request =
                request("/v1/ingest/hook/" + stream).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    void stop() {
        connector.serve(List.of());
    }

    @Override
    public void close() {
        connector.serve(List.of());
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "http");
        thread.setDaemon(true);
        return thread;
    }
}
