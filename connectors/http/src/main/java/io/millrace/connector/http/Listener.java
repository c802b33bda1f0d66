package io.millrace.connector.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.connector.http.HttpOptions.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The port of a connection. */
final class Listener {
    private static final int THREADS = 64;
    private static final int GRACE_SECONDS = 5;

    static {
        // The server of the JDK takes these from system properties only: a client that sends nothing must not hold a
        // thread for ever, and small answers are not to wait for more.
        setUnlessSet("sun.net.httpserver.maxReqTime", "60");
        setUnlessSet("sun.net.httpserver.nodelay", "true");
    }

    private final IngestHandler handler;
    private final Phaser underWay = new Phaser(1);
    private HttpServer server;
    private ExecutorService workers;
    private volatile boolean stopping;

    Listener(IngestHandler handler) {
        this.handler = handler;
    }

    void listen(Settings settings, ThreadFactory threads) throws IOException {
        server = HttpServer.create(new InetSocketAddress(settings.host(), settings.port()), 0);
        workers = Executors.newFixedThreadPool(THREADS, threads);
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
    }

    /** New requests are told to come again; those under way are answered. */
    void close() {
        stopping = true;
        int phase = underWay.arriveAndDeregister();
        try {
            underWay.awaitAdvanceInterruptibly(phase, GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            // They are cut off without an answer, so that their clients send them again.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
        workers.shutdown();
    }

    private void handle(HttpExchange exchange) throws IOException {
        boolean late = stopping || underWay.register() < 0;
        try {
            if (late) {
                handler.refuse(exchange, Refusal.unavailable("millrace is stopping"));
            } else {
                handler.handle(exchange);
            }
        } finally {
            if (!late) {
                underWay.arriveAndDeregister();
            }
            exchange.close();
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
