package io.millrace.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between a client and the emulator of Kinesis, passes every byte on, and notes when calls of GetRecords were under
 * way: from the first byte of the request to the last of the answer.
 */
final class CallRelay implements AutoCloseable {
    private static final int CHUNK = 64 << 10;
    private static final String CALL = "Kinesis_20131202.GetRecords";

    private final ServerSocket server;
    private final int target;
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

    /**
     * A call that was answered.
     *
     * @param from of {@link System#nanoTime}
     * @param answerBytes with those of the header
     */
    record Call(long from, long to, long answerBytes) {}

    private CallRelay(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    /** Listens on a free port. */
    static CallRelay start(int target) {
        try {
            CallRelay relay = new CallRelay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
            relay.thread(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** All calls that were answered, in no order; to be asked for when no more are under way. */
    List<Call> calls() {
        return exchanges.stream().flatMap(exchange -> exchange.calls().stream()).toList();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Exchange exchange : exchanges) {
            exchange.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket service = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                service.setTcpNoDelay(true);
                Exchange exchange = new Exchange(client, service);
                exchanges.add(exchange);
                thread(() -> exchange.pass(client, service, exchange::requested));
                thread(() -> exchange.pass(service, client, exchange::answered));
            } catch (IOException e) {
                // The relay is closed, or the client is told by its connection.
            }
        }
    }

    private void thread(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection, on which a request follows when the answer to the one before is there. */
    private static final class Exchange {
        /** Is told of bytes before they are passed on. */
        interface Passed {
            void bytes(byte[] buffer, int count);
        }

        private final Socket client;
        private final Socket service;
        private final List<Call> calls = new CopyOnWriteArrayList<>();
        private boolean counts;
        private long from;
        private long to;
        private long answerBytes;

        Exchange(Socket client, Socket service) {
            this.client = client;
            this.service = service;
        }

        synchronized void requested(byte[] buffer, int count) {
            boolean goesOn = from != 0 && answerBytes == 0;
            if (!goesOn) {
                end();
                from = System.nanoTime();
                counts = new String(buffer, 0, count, StandardCharsets.ISO_8859_1).contains(CALL);
            }
        }

        synchronized void answered(byte[] buffer, int count) {
            to = System.nanoTime();
            answerBytes += count;
        }

        private void end() {
            if (counts && answerBytes > 0) {
                calls.add(new Call(from, to, answerBytes));
            }
            answerBytes = 0;
            counts = false;
        }

        synchronized List<Call> calls() {
            end();
            return List.copyOf(calls);
        }

        void pass(Socket source, Socket sink, Passed passed) {
            byte[] buffer = new byte[CHUNK];
            try {
                InputStream in = source.getInputStream();
                OutputStream out = sink.getOutputStream();
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    passed.bytes(buffer, count);
                    out.write(buffer, 0, count);
                }
                sink.shutdownOutput();
            } catch (IOException e) {
                close();
            }
        }

        void close() {
            try {
                client.close();
                service.close();
            } catch (IOException e) {
                // Nothing is under way any more.
            }
        }
    }
}
