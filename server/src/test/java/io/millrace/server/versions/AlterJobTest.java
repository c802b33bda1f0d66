package io.millrace.server.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.jobs.loop.JobState;
import io.millrace.server.Running;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionSpec.Trait;
import io.millrace.sql.option.JobOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ALTER JOB of jobs that run: every option that is said to be editable is, every other is refused. */
class AlterJobTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String SQL = """
            CREATE FILES CONNECTION files PATH = '%s';
            CREATE TABLE lake.a.landed (id BIGINT);
            CREATE TABLE lake.a.copied (id BIGINT);
            CREATE JOB land CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
              AS COPY FROM FILES files SETTLE_TIME = 0 SECONDS INTO lake.a.landed;
            CREATE JOB follow RUN_INTERVAL = 1 SECOND
              AS INSERT INTO lake.a.copied SELECT id FROM lake.a.landed WHERE time_filter();
            """;

    @TempDir
    private Path directory;

    private int files;

    @BeforeEach
    void input() throws Exception {
        Files.createDirectories(directory.resolve("in"));
    }

    @Test
    void whatIsEditableIsAndTheJobGoesOn() throws Exception {
        try (Running running = start()) {
            alterAll(running, "land", JobOptions.COPY);
            alterAll(running, "follow", JobOptions.INSERT);
            running.execute("ALTER JOB land SET COMMIT_INTERVAL = 200 MILLISECONDS;");
            running.execute("ALTER JOB land SET SETTLE_TIME = 10 MILLISECONDS;");
            assertThat(running.query("SELECT sql FROM system.information_schema.jobs WHERE name = 'land'"))
                    .first()
                    .asString()
                    .contains("SETTLE_TIME = 10 MILLISECONDS", "RUN_PARALLELISM = 2", "MAX_COLUMNS = 5000");
            arrives(running);
            assertThatThrownBy(() -> running.execute("ALTER JOB land SET LOCATION = 'x';"))
                    .hasMessageContaining("Cannot change option of an existing copy job: LOCATION");
            assertThatThrownBy(() -> running.execute("ALTER JOB follow SET BACKFILL = TRUE;"))
                    .hasMessageContaining("Cannot change option of an existing insert job: BACKFILL");
        }
    }

    @Test
    void theEndCanBeMoved() throws Exception {
        try (Running running = start()) {
            arrives(running);
            running.execute("ALTER JOB follow SET END_AT = NOW;");
            await().atMost(TIMEOUT).until(() -> running.status("follow").state() == JobState.COMPLETED);
            running.execute("ALTER JOB follow SET END_AT = TIMESTAMP '"
                    + Instant.now().plusSeconds(86_400).toString().substring(0, 10) + " 00:00:00';");
            arrives(running);
            running.execute("ALTER JOB land SET END_AT = NOW;");
            await().atMost(TIMEOUT).until(() -> running.status("land").state() == JobState.COMPLETED);
            running.execute("PAUSE JOB follow;");
            running.execute("ALTER JOB follow SET COMMENT = 'paused';");
            assertThat(running.query("SELECT state FROM system.monitoring.jobs WHERE name = 'follow'"))
                    .containsExactly("{\"state\":\"PAUSED\"}");
        }
    }

    private static void alterAll(Running running, String job, OptionSet options) {
        for (OptionSpec<?> spec : options.specs()) {
            String alter = "ALTER JOB " + job + " SET " + spec.name() + " = " + spec.example() + ";";
            if (spec.equals(JobOptions.END_AT)) {
                continue;
            }
            if (spec.is(Trait.EDITABLE)) {
                running.execute(alter);
                assertThat(running.status(job).state()).as(alter).isIn(JobState.RUNNING, JobState.STOPPED);
            } else {
                assertThatThrownBy(() -> running.execute(alter))
                        .as(alter)
                        .hasMessageContaining(
                                "Cannot change option of an existing " + options.subject() + ": " + spec.name());
            }
        }
    }

    private void arrives(Running running) throws Exception {
        int id = ++files;
        Path hidden = Files.write(directory.resolve("next"), List.of("{\"id\":" + id + "}"));
        Files.move(hidden, directory.resolve("in").resolve(id + ".json"));
        await().atMost(TIMEOUT)
                .until(() ->
                        running.query("SELECT count(*) AS n FROM lake.a.copied").contains("{\"n\":" + id + "}"));
    }

    private Running start() {
        return Running.start(directory.resolve("data"), SQL.formatted(directory.resolve("in")));
    }
}
