package io.millrace.server.upsert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random changes, with keys that repeat, are NULL and move between partitions, with rows that come late and deletes of what is
 * not there: the table is what replaying them one by one yields, run by run. {@code -Dmillrace.seed} chooses the changes.
 */
class ReplayTest {
    private static final int RUNS = 5;

    @TempDir
    private Path directory;

    /** The table, and the part of a row by which it is replaced. */
    enum Shape {
        PLAIN("(id BIGINT, part STRING, v BIGINT) PRIMARY KEY id") {
            @Override
            String key(Change change) {
                return "" + change.id;
            }
        },
        IN_PARTITIONS("(id BIGINT, part STRING, v BIGINT) PARTITIONED BY part PRIMARY KEY id") {
            @Override
            String key(Change change) {
                return change.id + "|" + change.part;
            }
        },
        MOVING("(id BIGINT, part STRING, v BIGINT) PARTITIONED BY part PRIMARY KEY id GLOBALLY_UNIQUE_KEYS = TRUE") {
            @Override
            String key(Change change) {
                return "" + change.id;
            }
        },
        TWO_COLUMNS("(id BIGINT, part STRING, v BIGINT) PARTITIONED BY bucket(3, id) PRIMARY KEY part, id") {
            @Override
            String key(Change change) {
                return change.id + "|" + change.part;
            }
        };

        private final String table;

        Shape(String table) {
            this.table = table;
        }

        abstract String key(Change change);
    }

    record Change(Integer id, String part, int v, int ms, boolean deletes) {
        String json() {
            return "{\"id\":%s,\"part\":\"%s\",\"v\":%d,\"ms\":%d,\"gone\":%s}".formatted(id, part, v, ms, deletes);
        }

        String row() {
            return "{\"id\":%s,\"part\":\"%s\",\"v\":%d}".formatted(id, part, v);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theTableIsWhatReplayingYields(Shape shape) {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        Random random = new Random(seed);
        UpsertLab lab = new UpsertLab(directory, """
                CREATE TABLE IF NOT EXISTS lake.u.target ${TABLE};
                CREATE JOB IF NOT EXISTS merge RUN_INTERVAL = 1 SECOND
                AS MERGE INTO lake.u.target t USING (
                    SELECT id, part, v, gone, $event_time FROM lake.u.landed WHERE time_filter()) s
                ON ${KEY}t.id = s.id
                WHEN MATCHED AND s.gone THEN DELETE
                WHEN MATCHED THEN REPLACE
                WHEN NOT MATCHED THEN INSERT MAP_COLUMNS_BY_NAME EXCEPT gone;
                CREATE TABLE IF NOT EXISTS lake.u.follower (id BIGINT, part STRING, v BIGINT);
                CREATE JOB IF NOT EXISTS follow RUN_INTERVAL = 1 SECOND
                AS INSERT INTO lake.u.follower MAP_COLUMNS_BY_NAME
                SELECT id, part, v FROM lake.u.target WHERE time_filter();
                """.replace("${TABLE}", shape.table)
                .replace("${KEY}", shape == Shape.TWO_COLUMNS ? "t.part = s.part AND " : ""));
        Map<String, Change> oracle = new HashMap<>();
        List<String> written = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            List<Change> changes = changes(random, run);
            written.addAll(replay(changes, oracle, shape));
            lab.run(changes.stream().map(Change::json).toList());
            List<String> expected =
                    oracle.values().stream().map(Change::row).sorted().toList();
            assertThat(lab.query("SELECT id, part, v FROM lake.u.target"))
                    .as("-Dmillrace.seed=%d, run %d", seed, run)
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(lab.readByIceberg("target")).hasSize(expected.size());
        }
        assertThat(lab.query("SELECT id, part, v FROM lake.u.follower"))
                .as("what a job sees that follows the table, -Dmillrace.seed=%d", seed)
                .containsExactlyInAnyOrderElementsOf(written);
    }

    /** Conditions see what each row finds, in the table or left there by a row of the same run; nothing depends on the runs. */
    @ParameterizedTest
    @EnumSource
    void conditionsSeeWhatReplayingYields(Shape shape) {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        Random random = new Random(seed);
        UpsertLab lab = new UpsertLab(directory, """
                CREATE TABLE IF NOT EXISTS lake.u.target ${TABLE};
                CREATE JOB IF NOT EXISTS merge RUN_INTERVAL = 1 SECOND
                AS MERGE INTO lake.u.target t USING (
                    SELECT id AS other, part, v, gone, $event_time FROM lake.u.landed WHERE time_filter()) s
                ON ${KEY}t.id = s.other
                WHEN MATCHED AND s.gone AND t.v % 2 = 0 THEN DELETE
                WHEN MATCHED AND s.v % 3 <> t.v % 3 THEN REPLACE
                WHEN NOT MATCHED AND NOT gone THEN INSERT ${INSERT};
                """.replace("${TABLE}", shape.table)
                .replace("${KEY}", shape == Shape.TWO_COLUMNS ? "t.part = s.part AND " : "")
                .replace(
                        "${INSERT}",
                        random.nextBoolean()
                                ? "(part, id, v) VALUES (s.part, s.other, v)"
                                : "MAP_COLUMNS_BY_NAME EXCEPT gone"));
        Map<String, Change> oracle = new HashMap<>();
        for (int run = 0; run < RUNS; run++) {
            List<Change> changes = changes(random, run);
            List<Change> ordered = new ArrayList<>(changes);
            ordered.sort(Comparator.comparingInt(Change::ms));
            ordered.forEach(change -> merge(oracle, shape.key(change), change));
            lab.run(changes.stream().map(Change::json).toList());
            List<String> expected =
                    oracle.values().stream().map(Change::row).sorted().toList();
            assertThat(lab.query("SELECT id, part, v FROM lake.u.target"))
                    .as("-Dmillrace.seed=%d, run %d", seed, run)
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(lab.readByIceberg("target")).hasSize(expected.size());
        }
    }

    private static void merge(Map<String, Change> oracle, String key, Change change) {
        Change present = oracle.get(key);
        if (present == null) {
            if (!change.deletes) {
                oracle.put(key, change);
            }
        } else if (change.deletes && present.v % 2 == 0) {
            oracle.remove(key);
        } else if (change.v % 3 != present.v % 3) {
            oracle.put(key, change);
        }
    }

    /** Applies a run's changes, in the order of their events; returns the rows that stand after it and were written by it. */
    private static List<String> replay(List<Change> changes, Map<String, Change> oracle, Shape shape) {
        List<Change> ordered = new ArrayList<>(changes);
        ordered.sort(Comparator.comparingInt(Change::ms));
        Map<String, Change> last = new HashMap<>();
        for (Change change : ordered) {
            last.put(shape.key(change), change);
            if (change.deletes) {
                oracle.remove(shape.key(change));
            } else {
                oracle.put(shape.key(change), change);
            }
        }
        return last.values().stream()
                .filter(change -> !change.deletes)
                .map(Change::row)
                .toList();
    }

    private static List<Change> changes(Random random, int run) {
        List<Change> changes = new ArrayList<>();
        int count = 1 + random.nextInt(60);
        for (int i = 0; i < count; i++) {
            Integer id = random.nextInt(12) == 0 ? null : random.nextInt(20);
            int ms = random.nextInt(5) == 0 ? random.nextInt(100) : 100 * run + random.nextInt(20);
            changes.add(new Change(id, "p" + random.nextInt(3), 1000 * run + i, ms, random.nextInt(4) == 0));
        }
        return changes;
    }
}
