package io.millrace.bench;

import io.millrace.testing.KafkaBrokerMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Kafka broker in a process of its own. */
final class Broker implements AutoCloseable {
    private static final List<String> FLAGS = List.of("-Xmx1g", "-XX:+UseParallelGC");
    private static final int GRACE_SECONDS = 30;

    private final Process process;
    private final String address;

    private Broker(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    static Broker start(Path directory) {
        List<String> arguments = List.of("--dir", directory.toString());
        try {
            Process process = new ProcessBuilder(Java.command(KafkaBrokerMain.class, FLAGS, arguments))
                    .redirectError(Redirect.DISCARD)
                    .start();
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String address = out.readLine();
            if (address == null) {
                throw new IllegalStateException("the broker did not start");
            }
            return new Broker(process, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code host:port}. */
    String address() {
        return address;
    }

    /** What all its threads took so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** It ends when its standard input does. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
