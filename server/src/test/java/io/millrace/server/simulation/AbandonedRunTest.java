package io.millrace.server.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jobs.insert.InsertPlanner;
import io.millrace.jobs.insert.InsertSpec;
import io.millrace.jobs.loop.PlannedRun;
import io.millrace.jobs.loop.RunKey;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.KernelSettings;
import io.millrace.kernel.select.TimeColumn;
import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import io.millrace.lake.commit.CommitClock;
import io.millrace.lake.keys.PrimaryKey;
import io.millrace.server.TestMillrace;
import io.millrace.server.define.InsertSpecs;
import io.millrace.spi.source.Position;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.JobBody;
import io.millrace.sql.tree.Statement.CreateJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A planner that has looked behind a run, and found nothing there, is asked for the run again. */
class AbandonedRunTest {
    private static final RunKey KEY = new RunKey(1, "a", 1);

    @TempDir
    private Path directory;

    @Test
    void aRunThatIsAbandonedIsPlannedAgain() throws Exception {
        Path data = directory.resolve("data");
        Path input = Files.createDirectories(directory.resolve("in"));
        Files.writeString(input.resolve("1.json"), "{\"id\":1}");
        assertThat(TestMillrace.runUntilCaughtUp(
                        data,
                        "CREATE FILES CONNECTION f PATH = '" + input + "';"
                                + "CREATE TABLE lake.b.landed (id BIGINT); CREATE TABLE lake.b.target (id BIGINT);"
                                + "CREATE JOB land CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS"
                                + " AS COPY FROM FILES f SETTLE_TIME = 0 SECONDS INTO lake.b.landed;"))
                .noneMatch(line -> line.contains("Cannot"));
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now().plusSeconds(10));
        try (LakeCatalog catalog = Catalogs.embedded(data);
                Kernel kernel =
                        Kernel.open(new KernelSettings(256L << 20, directory.resolve("spill"), List.of(directory)));
                InsertPlanner planner = new InsertPlanner(
                        spec(),
                        new InsertPlanner.Settings(
                                0, Optional.empty(), Duration.ofSeconds(1), 1, 1000, () -> false, view -> {
                                    throw new AssertionError("no view is joined");
                                }),
                        use -> catalog.find("b", "landed").orElseThrow(),
                        catalog.find("b", "target").orElseThrow(),
                        new CommitClock(now::get),
                        kernel.session())) {
            Position start = planner.start();
            PlannedRun run = planner.plan(start, KEY, Optional.empty()).orElseThrow();
            now.updateAndGet(time -> time.plusSeconds(5));
            assertThat(planner.plan(run.to(), KEY, Optional.empty())).isEmpty();
            assertThat(planner.reached(run.to())).isNotEqualTo(run.to());
            assertThat(planner.reached(start)).isEqualTo(start);
            assertThat(planner.plan(start, KEY, Optional.empty())).isPresent();
        }
    }

    private static InsertSpec spec() {
        String sql = "CREATE JOB j AS INSERT INTO lake.b.target SELECT id FROM lake.b.landed WHERE time_filter()";
        JobBody body = ((CreateJob) TestMillrace.worksheet(sql).get(0)).body();
        return InsertSpecs.of(
                "1",
                "j",
                body.insertion().orElseThrow(),
                TimeColumn.COMMIT_TIME,
                InsertSpecs.keyed(body, PrimaryKey.NONE),
                JobOptions.INSERT.resolve(List.of(), body.location()));
    }
}
