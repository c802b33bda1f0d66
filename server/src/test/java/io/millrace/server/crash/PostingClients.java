package io.millrace.server.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Clients that post one record after the other. Half of them send a record again, with its key, until it is
 * acknowledged; the others go on with the next one whatever happens.
 */
final class PostingClients implements AutoCloseable {
    private final URI address;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService threads;
    private final List<Client> clients = new ArrayList<>();
    private final List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
    private final List<String> unknown = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean ending;

    PostingClients(int port, int count) {
        this.address = URI.create("http://127.0.0.1:" + port + "/v1/ingest/hook/orders");
        this.threads = Executors.newScheduledThreadPool(count);
        for (int i = 0; i < count; i++) {
            clients.add(new Client(i, i % 2 == 0));
        }
    }

    void start() {
        clients.forEach(client -> threads.scheduleWithFixedDelay(client::step, 0, 3, TimeUnit.MILLISECONDS));
    }

    /** Lets every client come to the end of what it is about to send. */
    void finish() throws InterruptedException {
        ending = true;
        for (Client client : clients) {
            client.awaitEnd();
        }
        threads.shutdown();
    }

    /** What was answered with 200. */
    List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** What was sent once and not answered so. */
    List<String> unknown() {
        return List.copyOf(unknown);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private final class Client {
        private final int number;
        private final boolean repeats;
        private long next;
        private boolean ended;

        Client(int number, boolean repeats) {
            this.number = number;
            this.repeats = repeats;
        }

        synchronized void step() {
            if (ended) {
                return;
            }
            String id = number + "-" + next;
            boolean taken = post(id);
            if (taken) {
                acknowledged.add(id);
            } else if (!repeats) {
                unknown.add(id);
            }
            if (taken || !repeats) {
                next++;
                ended = ending;
                notifyAll();
            }
        }

        synchronized void awaitEnd() throws InterruptedException {
            while (!ended) {
                wait();
            }
        }

        private boolean post(String id) {
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(20))
                    .POST(BodyPublishers.ofString("{\"id\":\"" + id + "\"}"));
            if (repeats) {
                request.header("Idempotency-Key", "key-" + id);
            }
            try {
                return http.send(request.build(), BodyHandlers.discarding()).statusCode() == 200;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
