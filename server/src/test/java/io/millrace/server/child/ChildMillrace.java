package io.millrace.server.child;

import io.millrace.server.RunMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Millrace in a process of its own, which can be killed. */
public final class ChildMillrace implements AutoCloseable {
    private final Process process;
    private final Path log;

    private ChildMillrace(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a process that runs a worksheet over a data directory; its output goes to a file beside the worksheet. */
    public static ChildMillrace start(Path data, Path worksheet, RunMode mode, int parallelism, String... jvmOptions) {
        return start(List.of(), data, worksheet, mode, parallelism, jvmOptions);
    }

    /** The same with files of a few megabytes at most. */
    public static ChildMillrace startWithSmallFiles(Path data, Path worksheet, RunMode mode, int parallelism) {
        List<String> limit = List.of("sh", "-c", "ulimit -f 8192; exec \"$@\"", "sh");
        return start(limit, data, worksheet, mode, parallelism);
    }

    private static ChildMillrace start(
            List<String> prefix, Path data, Path worksheet, RunMode mode, int parallelism, String... jvmOptions) {
        Path log = worksheet.resolveSibling(worksheet.getFileName() + ".log");
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Duser.timezone=America/St_Johns",
                "--add-opens=java.base/java.nio=ALL-UNNAMED"));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                ChildMain.class.getName(),
                data.toString(),
                worksheet.toString(),
                mode.name(),
                Integer.toString(parallelism)));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new ChildMillrace(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the process, as kill -9 does, unless it ends before the time is over; whether it was killed. */
    public boolean killAfter(Duration time) throws InterruptedException {
        boolean ended = process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        return !ended;
    }

    /** Waits for the process to end by itself; its exit code. */
    public int await(Duration timeout) throws InterruptedException {
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IllegalStateException("process did not end by itself: " + output());
        }
        return process.exitValue();
    }

    public boolean running() {
        return process.isAlive();
    }

    /** What the process, and those before it with the same worksheet, have written so far. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the process if it runs. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
