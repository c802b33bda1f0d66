package io.millrace.server.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.server.RunMode;
import io.millrace.server.TestMillrace;
import io.millrace.server.child.ChildMillrace;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sketches tell of a table, beside what the table itself tells. */
class ColumnStatisticsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COUNT = "SELECT count(*)::BIGINT AS n FROM lake.s.t";

    @TempDir
    private Path directory;

    private final Random random = new Random(3);
    private Path inbox;
    private Path data;
    private int written;

    @BeforeEach
    void makeInbox() throws IOException {
        inbox = Files.createDirectories(directory.resolve("inbox"));
        data = directory.resolve("data");
    }

    private String worksheet() {
        return """
                CREATE FILES CONNECTION c PATH = '%s';
                CREATE TABLE lake.s.t () PARTITIONED BY $event_date;
                CREATE JOB load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
                    EXCLUDE_COLUMNS = ('pin') COLUMN_TRANSFORMATIONS = (email = MD5(email))
                AS COPY FROM FILES c SETTLE_TIME = 0 SECONDS INTO lake.s.t
                WITH EXPECTATION known EXPECT word <> 'forbidden' ON VIOLATION REJECT;
                """.formatted(inbox);
    }

    /** Words of which the k-th makes 1/2^k, numbers of a bell, a null in every third row. */
    private void write(int rows) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            int id = written++;
            text.append("{\"id\":%d,\"email\":\"visible%d@example.com\",\"pin\":\"secret%d\",\"word\":\"w%d\""
                    .formatted(id, id % 5, id % 5, Integer.numberOfTrailingZeros(random.nextInt() | 1 << 16)));
            text.append(id % 3 == 0 ? "}\n" : ",\"box\":{\"size\":%s}}\n".formatted(random.nextGaussian() * 10));
        }
        text.append("{\"id\":-1,\"email\":\"a\",\"word\":\"forbidden\"}\n");
        Path file = inbox.resolve(written + ".tmp");
        Files.writeString(file, text, UTF_8);
        Files.move(file, inbox.resolve(written + ".json"));
    }

    private JsonNode row(String sql) throws IOException {
        List<String> rows = TestMillrace.query(data, sql);
        assertThat(rows).hasSize(1);
        return JSON.readTree(rows.get(0));
    }

    private JsonNode column(String name) throws IOException {
        return row("SELECT * FROM system.monitoring.columns WHERE \"table\" = 't' AND name = '" + name + "'");
    }

    private void check() throws IOException {
        long rows = row(COUNT).get("n").longValue();
        JsonNode id = column("id");
        assertThat(id.get("sketched_rows").longValue()).isEqualTo(rows).isEqualTo(written);
        assertThat(id.get("values").longValue()).isEqualTo(rows);
        assertThat(id.get("distinct_values").doubleValue()).isCloseTo((double) rows, within(rows * 0.05));

        JsonNode size = column("box.size");
        assertThat(size.get("density").doubleValue()).isCloseTo(2 / 3.0, within(0.001));
        JsonNode quantiles = JSON.readTree(size.get("quantiles").textValue());
        for (String rank : List.of("0.05", "0.25", "0.5", "0.75", "0.95")) {
            double exact = row("SELECT count(*) FILTER (box.size <= %s) / count(box.size) AS n FROM lake.s.t"
                            .formatted(quantiles.get(rank).textValue()))
                    .get("n")
                    .doubleValue();
            assertThat(exact).as("rank " + rank).isCloseTo(Double.parseDouble(rank), within(0.06));
        }

        JsonNode top = JSON.readTree(column("word").get("top_values").textValue());
        for (String word : List.of("w0", "w1", "w2")) {
            long exact = row("SELECT count(*)::BIGINT AS n FROM lake.s.t WHERE word = '" + word + "'")
                    .get("n")
                    .longValue();
            assertThat(top.get(word).doubleValue()).as(word).isCloseTo((double) exact, within(rows * 0.04));
        }
        assertThat(top.has("forbidden")).isFalse();
        assertThat(column("email").get("distinct_values").longValue()).isEqualTo(5);
        assertThat(row("SELECT sum(events)::BIGINT AS n FROM system.monitoring.events WHERE \"table\" = 't'")
                        .get("n")
                        .longValue())
                .isEqualTo(rows);
    }

    private void run() throws InterruptedException {
        assertThat(TestMillrace.runUntilCaughtUp(data, worksheet())).noneMatch(text -> text.contains("Cannot"));
    }

    private List<Path> statisticsFiles() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.toString().endsWith(".stats")).toList();
        }
    }

    @Test
    void agreeWithTheTableWithinTheirErrors() throws Exception {
        write(60_000);
        run();
        check();
        write(20_000);
        run();
        check();
    }

    @Test
    void holdNothingThatIsMaskedExcludedOrRejected() throws Exception {
        write(500);
        run();
        assertThat(statisticsFiles()).isNotEmpty();
        for (Path file : statisticsFiles()) {
            assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("visible", "secret", "forbidden")
                    .contains("w1");
        }
        assertThat(TestMillrace.query(data, "SELECT name FROM system.monitoring.columns WHERE name = 'pin'"))
                .isEmpty();
    }

    @Test
    void areRightAfterKills() throws Exception {
        Path sheet = directory.resolve("worksheet.sql");
        Files.writeString(sheet, worksheet());
        for (int round = 0; round < 3; round++) {
            try (ChildMillrace child = ChildMillrace.start(data, sheet, RunMode.CONTINUOUS, 2)) {
                write(4_000);
                long expected = written;
                await().atMost(Duration.ofSeconds(60))
                        .ignoreExceptionsInstanceOf(MillraceException.class)
                        .untilAsserted(() ->
                                assertThat(row(COUNT).get("n").longValue()).isEqualTo(expected));
                child.killAfter(Duration.ZERO);
            }
            if (round == 1) {
                run();
                check();
            }
        }
        write(1_000);
        run();
        check();
    }

    @Test
    void aJobCanGoWithoutAndGetThemLater() throws Exception {
        write(20_000);
        String without = worksheet().replace("EXCLUDE_COLUMNS", "COLUMN_STATISTICS = FALSE EXCLUDE_COLUMNS");
        TestMillrace.runUntilCaughtUp(data, without);
        JsonNode id = column("id");
        assertThat(id.get("values").longValue()).isEqualTo(written);
        assertThat(id.get("max").asText()).isEqualTo(Integer.toString(written - 1));
        assertThat(id.path("distinct_values").isNumber()).isFalse();
        assertThat(id.get("sketched_rows").longValue()).isZero();
        assertThat(statisticsFiles()).isEmpty();

        write(20_000);
        TestMillrace.runUntilCaughtUp(data, "ALTER JOB load SET COLUMN_STATISTICS = TRUE;");
        check();
    }
}
