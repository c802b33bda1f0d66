package io.millrace.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A process whose CPU time and memory are watched from outside; its output goes to a file. */
final class MeasuredProcess implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(10);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Process process;
    private final Path log;
    private final Instant started;
    private final long startedNanos;
    private Duration cpu = Duration.ZERO;
    private long peakBytes;

    private MeasuredProcess(Process process, Path log, Instant started, long startedNanos) {
        this.process = process;
        this.log = log;
        this.started = started;
        this.startedNanos = startedNanos;
    }

    static MeasuredProcess start(List<String> command, Path log) {
        Instant started = Instant.now();
        long nanos = System.nanoTime();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(log.toFile()))
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            return new MeasuredProcess(process, log, started, nanos);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Instant started() {
        return started;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end. Up to 10 ms of the process's last moments may be missing from its CPU time. */
    Usage await() throws InterruptedException {
        return await(process -> {});
    }

    /** The same; {@code watcher} is called about every 10 ms. */
    Usage await(Consumer<MeasuredProcess> watcher) throws InterruptedException {
        sample();
        while (!process.waitFor(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
            sample();
            watcher.accept(this);
        }
        Duration wall = Duration.ofNanos(System.nanoTime() - startedNanos);
        if (process.exitValue() != 0) {
            throw new IllegalStateException("exit code " + process.exitValue() + ": " + output());
        }
        return new Usage(cpu, wall, peakBytes);
    }

    /** What it took so far. */
    Usage usage() {
        sample();
        return new Usage(cpu, Duration.ofNanos(System.nanoTime() - startedNanos), peakBytes);
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks the process to end, as Ctrl-C does; ends it hard when it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void sample() {
        process.info().totalCpuDuration().ifPresent(now -> cpu = now.compareTo(cpu) > 0 ? now : cpu);
        peakBytes = Math.max(peakBytes, peakBytesNow());
    }

    private long peakBytesNow() {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0; // the process has just ended, or this is not Linux
        }
    }
}
