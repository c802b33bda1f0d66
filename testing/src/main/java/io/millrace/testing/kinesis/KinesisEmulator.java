package io.millrace.testing.kinesis;

import io.millrace.testing.Ports;
import io.millrace.testing.npm.NodeServer;
import io.millrace.testing.npm.NpmPackage;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** An emulator of Kinesis as a process of its own, on a free port of the loopback interface; its data are in memory. */
public final class KinesisEmulator implements AutoCloseable {
    private static final NpmPackage KINESALITE = new NpmPackage("kinesalite", "3.3.3");
    private static final NpmPackage KINESIS_LOCAL = new NpmPackage("kinesis-local", "0.6.2");

    private final NodeServer server;

    private KinesisEmulator(NodeServer server) {
        this.server = server;
    }

    /** Kinesalite: fast; lacks UpdateShardCount, and lists closed shards always. */
    public static KinesisEmulator fast() {
        Path home = KINESALITE.installed();
        return new KinesisEmulator(NodeServer.start(port -> new ProcessBuilder(
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
                "1")));
    }

    /** Kinesis-mock: has the whole control plane, and is slow. */
    public static KinesisEmulator complete() {
        Path home = KINESIS_LOCAL.installed();
        int unused = Ports.free(1).get(0);
        return new KinesisEmulator(NodeServer.start(port -> {
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
        }));
    }

    /** Where clients connect. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
