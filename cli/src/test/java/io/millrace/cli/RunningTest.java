package io.millrace.cli;

import static io.millrace.cli.CommandLineRun.millrace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.cli.context.StopRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that run while others look. */
class RunningTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ENDLESS = """
            CREATE GENERATOR CONNECTION g;
            CREATE TABLE lake.t.orders ();
            CREATE JOB load COMMIT_INTERVAL = 200 MILLISECONDS
            AS COPY FROM GENERATOR g ROWS_PER_SECOND = 1000
            INTO lake.t.orders;
            """;

    @TempDir
    private Path directory;

    @Test
    void stopsWhenAskedAndKeepsWhatWasCommitted() throws Exception {
        Path data = directory.resolve("data");
        StopRequest stop = new StopRequest();
        List<String> command = List.of("run", worksheet(), "--data", data.toString());
        CompletableFuture<CommandLineRun> running =
                CompletableFuture.supplyAsync(() -> CommandLineRun.execute("", stop, command));
        awaitRows(data);
        assertThat(running).isNotDone();

        stop.request();
        CommandLineRun run = running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(run.code()).as(run.toString()).isZero();
        assertThat(run.out()).contains("load: running");
        CommandLineRun once = millrace(
                data, "sql", "-o", "csv", "-e", "SELECT count(*) = count(DISTINCT orderid) AS once FROM lake.t.orders");
        assertThat(once.out()).isEqualTo("once\ntrue\n");
    }

    @Test
    void letsOneProcessOwnADataDirectoryAndOthersRead() throws Exception {
        Path data = directory.resolve("data");
        Process owner = process("run", worksheet(), "--data", data.toString());
        try {
            awaitRows(data);

            CommandLineRun second = millrace(data, "run", worksheet());
            assertThat(second.code()).isEqualTo(2);
            assertThat(second.err())
                    .startsWith("MR5005: Cannot run jobs in data directory " + data + ": process " + owner.pid());
            CommandLineRun change = millrace(data, "sql", "-e", "CREATE TABLE lake.t.x (a BIGINT)");
            assertThat(change.code()).isEqualTo(2);
            assertThat(millrace(data, "jobs").out()).contains("load", "RUNNING");

            owner.destroy();
            assertThat(owner.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(owner.exitValue()).isZero();
        } finally {
            owner.destroyForcibly();
        }
        assertThat(millrace(data, "run", "--until-caught-up").code()).isZero();
    }

    private static void awaitRows(Path data) {
        await().atMost(PATIENCE).until(() -> {
            CommandLineRun run = millrace(data, "sql", "-o", "csv", "-e", "SELECT count(*) > 0 FROM lake.t.orders");
            return run.out().endsWith("true\n");
        });
    }

    private Process process(String... arguments) throws IOException {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Xmx400m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("process.out").toFile())
                .start();
    }

    private String worksheet() throws IOException {
        return Files.writeString(directory.resolve("w.sql"), ENDLESS).toString();
    }
}
