package io.millrace.lake.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RunsTest {
    @Property
    void levelsComeBack(
            @ForAll @IntRange(min = 1, max = 127) int max,
            @ForAll @IntRange(max = 300) int count,
            @ForAll Random random) {
        byte[] levels = new byte[count];
        for (int i = 0; i < count; ) {
            byte level = (byte) random.nextInt(max + 1);
            for (int run = random.nextInt(25); run >= 0 && i < count; run--) {
                levels[i++] = level;
            }
        }
        ByteSink out = new ByteSink();
        Runs.encode(levels, count, Runs.width(max), out);

        byte[] decoded = new byte[count];
        Runs.decode(out.copy(), 0, Runs.width(max), decoded, count);
        assertThat(decoded).isEqualTo(levels);
    }

    @Test
    void oneValueIsOneRun() {
        ByteSink out = new ByteSink();
        Runs.encode(new int[1000], 1000, 5, out);
        assertThat(out.copy()).containsExactly(0xd0, 0x0f, 0);
    }
}
