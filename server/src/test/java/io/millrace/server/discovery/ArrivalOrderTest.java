package io.millrace.server.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.server.Millrace;
import io.millrace.server.RunMode;
import io.millrace.server.TestMillrace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random documents in random order, cut into random commits, each set into a table of its own: whatever comes first, no
 * value is lost, changed or kept twice. {@code -Dmillrace.tables} says how many sets.
 */
class ArrivalOrderTest {
    private static final int COMMITS = 4;

    @TempDir
    private Path directory;

    @Test
    void everyValueIsThereWhateverComesFirst() throws Exception {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        int tables = Integer.getInteger("millrace.tables", 40);
        Random random = new Random(seed);
        List<List<ObjectNode>> sets = new ArrayList<>();
        for (int table = 0; table < tables; table++) {
            sets.add(documents(random));
            Files.createDirectories(directory.resolve("in/t" + table));
        }
        for (int commit = 0; commit < COMMITS; commit++) {
            for (int table = 0; table < tables; table++) {
                deliver(sets.get(table), table, commit);
            }
            assertThat(TestMillrace.runUntilCaughtUp(directory.resolve("data"), sql(tables)))
                    .as("-Dmillrace.seed=%d", seed)
                    .noneMatch(line -> line.startsWith("MR"));
        }
        List<String> faults = new ArrayList<>();
        try (Millrace millrace =
                Millrace.read(TestMillrace.settings(directory.resolve("data"), RunMode.CONTINUOUS, 1))) {
            for (int table = 0; table < tables; table++) {
                faults.addAll(faults(millrace, sets.get(table), table));
            }
        }
        assertThat(faults).as("-Dmillrace.seed=%d", seed).isEmpty();
    }

    private static List<ObjectNode> documents(Random random) {
        RandomDocuments documents = new RandomDocuments(random);
        List<ObjectNode> set = new ArrayList<>();
        for (int id = 0; id < COMMITS * 2; id++) {
            set.add(documents.next(id));
        }
        Collections.shuffle(set, random);
        return set;
    }

    /** A share of a set; the first share may be all of it, the others none. */
    private void deliver(List<ObjectNode> set, int table, int commit) throws Exception {
        int commits = 1 + table % COMMITS;
        int from = Math.min(set.size(), commit * set.size() / commits);
        int to = Math.min(set.size(), (commit + 1) * set.size() / commits);
        Path file = directory.resolve("in/t" + table + "/" + commit + ".json");
        for (ObjectNode document : set.subList(from, to)) {
            Files.writeString(file, document + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private static List<String> faults(Millrace millrace, List<ObjectNode> set, int table) throws Exception {
        Map<Integer, JsonNode> rows = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        for (String line : TestMillrace.query(millrace, "SELECT * FROM lake.any.t" + table)) {
            JsonNode row = Rebuilt.JSON.readTree(line);
            if (rows.put(row.get("id").intValue(), row) != null) {
                faults.add("t" + table + ": twice: " + row);
            }
        }
        for (ObjectNode document : set) {
            JsonNode row = rows.get(document.get("id").intValue());
            if (row == null) {
                faults.add("t" + table + ": lost: " + document);
            } else {
                Rebuilt.fault(Rebuilt.JSON.readTree(document.toString()), row)
                        .ifPresent(fault -> faults.add(
                                "t" + table + ": " + fault + " in " + document + " as " + row + " of " + set));
            }
        }
        return faults;
    }

    private String sql(int tables) {
        StringBuilder sql =
                new StringBuilder("CREATE FILES CONNECTION documents PATH = '%s';".formatted(directory.resolve("in")));
        for (int table = 0; table < tables; table++) {
            sql.append("""
                    CREATE TABLE lake.any.t%1$d ();
                    CREATE JOB load_t%1$d CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
                    AS COPY FROM FILES documents LOCATION = 't%1$d' SETTLE_TIME = 0 SECONDS INTO lake.any.t%1$d;
                    """.formatted(table));
        }
        return sql.toString();
    }
}
