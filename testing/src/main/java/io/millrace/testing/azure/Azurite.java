package io.millrace.testing.azure;

import io.millrace.testing.npm.NodeServer;
import io.millrace.testing.npm.NpmPackage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Azurite, Microsoft's emulator of blobs, with one account; its data are in memory. */
public final class Azurite implements AutoCloseable {
    public static final String ACCOUNT = "millrace";
    public static final String KEY =
            Base64.getEncoder().encodeToString("a key of nobody".getBytes(StandardCharsets.UTF_8));

    private static final NpmPackage PACKAGE = new NpmPackage("azurite", "3.37.0");
    private static Azurite shared;

    private final NodeServer server;
    private final String scheme;

    private Azurite(NodeServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
    }

    /** The one of this process, which is started when it is first asked for. */
    public static synchronized Azurite shared() {
        if (shared == null) {
            shared = new Azurite(start(List.of()), "http");
        }
        return shared;
    }

    /**
     * One that takes tokens of any issuer, as long as they say that they are for Azure Storage and are not over; it speaks
     * TLS, without which no client shows a token.
     *
     * @param certificate a PKCS 12 file
     */
    public static Azurite takingTokens(Path certificate, String password) {
        return new Azurite(
                start(List.of("--oauth", "basic", "--cert", certificate.toString(), "--pwd", password)), "https");
    }

    /** The address of the account's blobs. */
    public String endpoint() {
        return scheme + "://127.0.0.1:" + port() + "/" + ACCOUNT;
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    private static NodeServer start(List<String> more) {
        Path home = PACKAGE.installed();
        return NodeServer.start(port -> {
            List<String> command = new ArrayList<>(List.of(
                    "node",
                    home.resolve("dist/src/blob/main.js").toString(),
                    "--blobPort",
                    String.valueOf(port),
                    "--inMemoryPersistence",
                    "--disableProductStyleUrl",
                    "--disableTelemetry",
                    "--silent"));
            command.addAll(more);
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + KEY);
            return builder;
        });
    }
}
