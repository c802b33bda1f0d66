package io.millrace.jobs.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenKeysTest {
    @TempDir
    private Path directory;

    @Test
    void knowsWhatAMapWouldKnow() {
        Random random = new Random(5);
        Map<Long, Long> oracle = new HashMap<>();
        Path files = directory.resolve("keys");
        try (SeenKeys keys = new SeenKeys(files)) {
            for (long time = 1; time <= 300_000; time++) {
                long key = random.nextInt(60_000);
                long cutoff = Math.max(0, time - 40_000);
                boolean fresh = oracle.getOrDefault(key, 0L) <= cutoff;
                if (fresh) {
                    oracle.put(key, time);
                }
                assertThat(keys.add(key * 0x9E3779B97F4A7C15L, ~key, time, cutoff))
                        .isEqualTo(fresh);
            }
            assertThat(files).isNotEmptyDirectory();
        }
        assertThat(files).doesNotExist();
    }

    @Test
    void forgets() {
        try (SeenKeys keys = new SeenKeys(directory.resolve("keys"))) {
            assertThat(keys.add(1, 2, 10, 0)).isTrue();
            assertThat(keys.add(1, 2, 11, 0)).isFalse();
            assertThat(keys.add(1, 3, 11, 0)).isTrue();
            keys.reached("7/a");
            assertThat(keys.at()).isEqualTo("7/a");
            keys.clear();
            assertThat(keys.at()).isEmpty();
            assertThat(keys.add(1, 2, 12, 0)).isTrue();
        }
    }
}
