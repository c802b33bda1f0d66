package io.millrace.server.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.TestMillrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that come late, early, or with a time that makes no sense. */
class EventLagTest {
    private static final String LAGS = "SELECT lag, rows FROM system.monitoring.event_lag";

    @TempDir
    private Path directory;

    private Path inbox;
    private Path data;

    @BeforeEach
    void makeInbox() throws IOException {
        inbox = Files.createDirectories(directory.resolve("inbox"));
        data = directory.resolve("data");
    }

    private void load() throws InterruptedException {
        List<String> messages = TestMillrace.runUntilCaughtUp(data, """
                CREATE FILES CONNECTION c PATH = '%s';
                CREATE TABLE lake.s.t () PARTITIONED BY $event_date;
                CREATE JOB load CONTENT_TYPE = JSON EVENT_TIME = happened::TIMESTAMPTZ
                AS COPY FROM FILES c SETTLE_TIME = 0 SECONDS INTO lake.s.t;
                """.formatted(inbox));
        assertThat(messages).noneMatch(message -> message.contains("Cannot"));
    }

    private void write(String name, Stream<String> times) throws IOException {
        Files.writeString(
                inbox.resolve(name),
                times.map(time -> "{\"happened\":\"" + time + "\"}\n").collect(Collectors.joining()),
                UTF_8);
    }

    private List<String> query(String sql) {
        return TestMillrace.query(data, sql);
    }

    private long partitions() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .map(Path::getParent)
                    .distinct()
                    .count();
        }
    }

    @Test
    void keepsRowsOfAnyYearInAHandfulOfPartitions() throws Exception {
        Random random = new Random(7);
        LocalDate today = LocalDate.now(java.time.ZoneOffset.UTC);
        List<String> nonsense = IntStream.range(0, 10_000)
                .mapToObj(i -> random.nextInt(10) == 0 ? 1970 + random.nextInt(20) : 2100 + random.nextInt(7_900))
                .map(year -> "%04d-%02d-%02dT00:00:00Z".formatted(year, 1 + random.nextInt(12), 1 + random.nextInt(28)))
                .toList();
        write("a.json", nonsense.stream());

        load();

        assertThat(partitions()).isLessThanOrEqualTo(2);
        assertThat(query("SELECT count(*)::BIGINT AS rows FROM lake.s.t")).containsExactly("{\"rows\":10000}");
        List<String> kept =
                query("SELECT strftime(happened::TIMESTAMPTZ AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ') AS happened FROM"
                        + " lake.s.t");
        assertThat(kept)
                .containsExactlyInAnyOrderElementsOf(nonsense.stream()
                        .map(time -> "{\"happened\":\"" + time + "\"}")
                        .toList());
        assertThat(query("SELECT min($event_time) >= TIMESTAMPTZ '" + today.minusDays(1) + "' AS ok FROM lake.s.t"))
                .containsExactly("{\"ok\":true}");
        assertThat(query(LAGS + " WHERE lag = 'nonsense'")).containsExactly("{\"lag\":\"nonsense\",\"rows\":10000}");
    }

    @Test
    void filesLateDataInItsOwnPartitionAndCountsHowLateItIs() throws Exception {
        Instant now = Instant.now();
        write(
                "a.json",
                Stream.of(
                        now.plus(Duration.ofHours(2)).toString(),
                        now.minus(Duration.ofMinutes(30)).toString(),
                        "2001-02-03T04:05:06Z",
                        "2001-02-03T05:05:06Z",
                        "2004-02-03T04:05:06Z"));

        load();

        assertThat(query(LAGS))
                .containsExactly(
                        "{\"lag\":\"future\",\"rows\":1}",
                        "{\"lag\":\"< 1 hour\",\"rows\":1}",
                        "{\"lag\":\">= 1 day\",\"rows\":3}");
        assertThat(query("SELECT $event_date AS day, count(*)::BIGINT AS rows FROM lake.s.t"
                        + " WHERE $event_date < DATE '2005-01-01' GROUP BY 1 ORDER BY 1"))
                .containsExactly("{\"day\":\"2001-02-03\",\"rows\":2}", "{\"day\":\"2004-02-03\",\"rows\":1}");
        assertThat(partitions()).isBetween(3L, 4L);
    }
}
