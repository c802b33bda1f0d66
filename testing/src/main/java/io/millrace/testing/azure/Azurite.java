package io.millrace.testing.azure;

import io.millrace.testing.npm.NodeServer;
import io.millrace.testing.npm.NpmPackage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** Azurite, Microsoft's emulator of blobs, with one account; its data are in memory. */
public final class Azurite implements AutoCloseable {
    public static final String ACCOUNT = "millrace";
    public static final String KEY =
            Base64.getEncoder().encodeToString("a key of nobody".getBytes(StandardCharsets.UTF_8));

    private static final NpmPackage PACKAGE = new NpmPackage("azurite", "3.37.0");
    private static Azurite shared;

    private final NodeServer server;

    private Azurite(NodeServer server) {
        this.server = server;
    }

    /** The one of this process, which is started when it is first asked for. */
    public static synchronized Azurite shared() {
        if (shared == null) {
            shared = new Azurite(start());
        }
        return shared;
    }

    /** The address of the account's blobs. */
    public String endpoint() {
        return "http://127.0.0.1:" + port() + "/" + ACCOUNT;
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    private static NodeServer start() {
        Path home = PACKAGE.installed();
        return NodeServer.start(port -> {
            ProcessBuilder builder = new ProcessBuilder(
                    "node",
                    home.resolve("dist/src/blob/main.js").toString(),
                    "--blobPort",
                    String.valueOf(port),
                    "--inMemoryPersistence",
                    "--disableProductStyleUrl",
                    "--disableTelemetry",
                    "--silent");
            builder.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + KEY);
            return builder;
        });
    }
}
