package io.millrace.testing.kinesis;

import io.millrace.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An emulator of Kinesis as a process of its own, on a free port of the loopback interface; its data are in memory. */
public final class KinesisEmulator implements AutoCloseable {
    private static final NpmPackage KINESALITE = new NpmPackage("kinesalite", "3.3.3");
    private static final NpmPackage KINESIS_LOCAL = new NpmPackage("kinesis-local", "0.6.2");
    private static final int ATTEMPTS = 5;
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Process process;
    private final int port;

    private KinesisEmulator(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Kinesalite: fast; lacks UpdateShardCount, and lists closed shards always. */
    public static KinesisEmulator fast() {
        Path home = KINESALITE.installed();
        return start(port -> new ProcessBuilder(
                "node",
                home.resolve("cli.js").toString(),
                "--port",
                String.valueOf(port),
                "--shardLimit",
                "1000",
                "--createStreamMs",
                "1",
                "--deleteStreamMs",
                "1",
                "--updateStreamMs",
                "1"));
    }

    /** Kinesis-mock: has the whole control plane, and is slow. */
    public static KinesisEmulator complete() {
        Path home = KINESIS_LOCAL.installed();
        int unused = Ports.free(1).get(0);
        return start(port -> {
            ProcessBuilder builder =
                    new ProcessBuilder("node", home.resolve("main.js").toString());
            builder.environment()
                    .putAll(Map.of(
                            "KINESIS_MOCK_CERT_PATH",
                                    home.resolve("server.json").toString(),
                            "KINESIS_MOCK_PLAIN_PORT", String.valueOf(port),
                            "KINESIS_MOCK_TLS_PORT", String.valueOf(unused),
                            "SHARD_LIMIT", "100",
                            "LOG_LEVEL", "ERROR"));
            return builder;
        });
    }

    /** Where clients connect. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private interface Command {
        ProcessBuilder at(int port);
    }

    private static KinesisEmulator start(Command command) {
        List<String> failures = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = Ports.free(1).get(0);
            try {
                Process process = command.at(port)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
                if (answers(process, port)) {
                    return new KinesisEmulator(process, port);
                }
                process.destroyForcibly();
                failures.add("not on port " + port);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("the emulator does not start: " + failures);
    }

    private static boolean answers(Process process, int port) {
        long end = System.nanoTime() + START_NANOS;
        while (process.isAlive() && System.nanoTime() < end) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException e) {
                Thread.onSpinWait();
            }
            try {
                if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }
}
