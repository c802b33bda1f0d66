package io.millrace.testing.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A server that speaks S3, in a process of its own, with path-style addresses, any credentials and the region {@value
 * #REGION}. One is shared by all tests of a process; each makes its own bucket.
 */
public final class S3Server implements AutoCloseable {
    public static final String REGION = "us-east-1";

    private static final Duration START = Duration.ofMinutes(2);
    private static S3Server shared;

    private final Process process;
    private final Path log;
    private final String endpoint;

    private S3Server(Process process, Path log, String endpoint) {
        this.process = process;
        this.log = log;
        this.endpoint = endpoint;
    }

    /** The server of this process, which is started when it is first asked for. */
    public static synchronized S3Server shared() {
        if (shared == null) {
            shared = start();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    public static S3Server start() {
        try {
            Path directory = Files.createTempDirectory("millrace-s3");
            Path log = directory.resolve("server.log");
            int http = freePort();
            Process process = new ProcessBuilder(command(directory, http))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            S3Server server = new S3Server(process, log, "http://127.0.0.1:" + http);
            server.awaitStart();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String endpoint() {
        return endpoint;
    }

    /** Makes a new bucket; its name. */
    public String createBucket() {
        String bucket = "b" + UUID.randomUUID().toString().substring(0, 18);
        try {
            int status = request("PUT", endpoint + "/" + bucket);
            if (status != 200) {
                throw new IllegalStateException("no bucket: status " + status);
            }
            return bucket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private void awaitStart() {
        long end = System.nanoTime() + START.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IllegalStateException("S3 server did not start: " + output());
            }
            pause();
        }
    }

    private boolean answers() {
        try {
            return request("GET", endpoint) == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static int request(String method, String address) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address).toURL().openConnection();
        connection.setRequestMethod(method);
        int status = connection.getResponseCode();
        connection.disconnect();
        return status;
    }

    private void pause() {
        try {
            process.waitFor(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Path directory, int httpPort) throws IOException {
        String here = Path.of(URI.create(S3Server.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                here + System.getProperty("path.separator") + serverClasspath(),
                S3ServerMain.class.getName(),
                "--server.port=" + freePort(),
                "--com.adobe.testing.s3mock.httpPort=" + httpPort,
                "--com.adobe.testing.s3mock.store.root=" + directory.resolve("store"));
    }

    private static String serverClasspath() throws IOException {
        try (InputStream in = S3Server.class.getResourceAsStream("classpath")) {
            if (in == null) {
                throw new IllegalStateException("the build of testing-s3 did not write the server's classpath");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
