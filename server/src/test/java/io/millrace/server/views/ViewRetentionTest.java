package io.millrace.server.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import io.millrace.lake.scan.StateFiles;
import io.millrace.server.Millrace;
import io.millrace.server.MillraceSettings;
import io.millrace.server.RunMode;
import io.millrace.server.TestMillrace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MAX_TIME_TRAVEL_DURATION: older states go once they are merged; what would need them is refused, not computed wrong. */
class ViewRetentionTest {
    private static final String SQL = """
            CREATE FILES CONNECTION files PATH = '%1$s';
            CREATE TABLE lake.a.facts;
            CREATE JOB load_facts COMMIT_INTERVAL = 200 MILLISECONDS CONTENT_TYPE = JSON
              AS COPY FROM FILES files LOCATION = 'facts' SETTLE_TIME = 0 SECONDS INTO lake.a.facts;
            CREATE TABLE lake.a.events;
            CREATE JOB load_events COMMIT_INTERVAL = 200 MILLISECONDS CONTENT_TYPE = JSON
              AS COPY FROM FILES files LOCATION = 'events' SETTLE_TIME = 0 SECONDS INTO lake.a.events;
            CREATE MATERIALIZED VIEW lake.a.v AS SELECT k, count(*) AS n FROM lake.a.facts GROUP BY k
              RUN_INTERVAL = 1 SECOND MAX_TIME_TRAVEL_DURATION = 1 HOUR;
            """;
    private static final String JOB = """
            CREATE TABLE lake.a.out;
            CREATE JOB j ADD_MISSING_COLUMNS = TRUE RUN_INTERVAL = 1 SECOND AS INSERT INTO lake.a.out MAP_COLUMNS_BY_NAME
              SELECT e.k, v.n FROM lake.a.events AS e LEFT JOIN lake.a.v AS v ON v.k = e.k WHERE time_filter();
            """;

    @TempDir
    private Path directory;

    @Test
    void oldStatesGoAndNothingIsJoinedWithWhatIsGone() throws Exception {
        put("events/1.json", 0, 1);
        put("facts/0.json", 0, 0);
        assertThat(run(Duration.ZERO, SQL)).isEmpty();
        put("facts/1.json", 0, 12_000);
        assertThat(run(Duration.ofMinutes(1), SQL)).isEmpty();
        assertThat(states()).isEqualTo("12000 partial, 12000 merged");

        put("facts/2.json", 0, 5);
        assertThat(run(Duration.ofHours(2), SQL)).isEmpty();
        put("facts/3.json", 0, 5);
        assertThat(run(Duration.ofHours(2).plusMinutes(1), SQL)).isEmpty();
        assertThat(states()).isEqualTo("10 partial, 12000 merged");
        assertThat(TestMillrace.query(directory.resolve("data"), "SELECT count(*) AS keys, sum(n) AS n FROM lake.a.v"))
                .containsExactly("{\"keys\":12000,\"n\":12010}");

        assertThat(run(Duration.ofHours(3), SQL + JOB))
                .contains("MR3004: Cannot join rows committed at", "materialized view lake.a.v is kept from");
    }

    private String run(Duration ahead, String sql) throws Exception {
        MillraceSettings settings = TestMillrace.settings(directory.resolve("data"), RunMode.UNTIL_CAUGHT_UP, 2);
        MillraceSettings later = new MillraceSettings(
                settings.dataDirectory(),
                settings.connectors(),
                settings.formats(),
                settings.parallelism(),
                settings.kernelMemory(),
                settings.mode(),
                settings.serialiseTasks(),
                () -> InstantSource.system().instant().plus(ahead));
        StringBuilder errors = new StringBuilder();
        try (Millrace millrace = Millrace.own(later)) {
            millrace.apply(TestMillrace.worksheet(sql.formatted(directory)), result -> {});
            millrace.jobs().start();
            assertThat(millrace.jobs().awaitEnd(Duration.ofSeconds(60))).isTrue();
            millrace.jobs()
                    .statuses()
                    .forEach(status -> status.error().ifPresent(error -> errors.append(error.describe())));
        }
        return errors.toString();
    }

    private String states() {
        try (LakeCatalog catalog = Catalogs.embedded(directory.resolve("data"))) {
            StateFiles files = StateFiles.of(catalog.find("a", "v").orElseThrow());
            long[] rows = new long[2];
            files.files()
                    .forEach(file -> rows[file.merged() ? 1 : 0] += file.file().records());
            return rows[0] + " partial, " + rows[1] + " merged";
        }
    }

    private void put(String file, int from, int to) throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append("{\"k\":").append(i).append("}\n");
        }
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, lines);
    }
}
