package io.millrace.lake.stats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.theta.CompactSketch;
import org.apache.datasketches.theta.SetOperation;
import org.apache.datasketches.theta.Sketch;
import org.apache.datasketches.theta.Union;
import org.apache.datasketches.theta.UpdateSketch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library reads what we write, and finds in it what its own sketch of the same values has. */
class DistinctCounterTest {
    private static final double ERROR = 4 / Math.sqrt(ColumnSummary.DISTINCT_ENTRIES);

    private final UpdateSketch library = UpdateSketch.builder()
            .setNominalEntries(ColumnSummary.DISTINCT_ENTRIES)
            .build();
    private final DistinctCounter counter = new DistinctCounter();

    private void add(long from, long to) {
        for (long value = from; value < to; value++) {
            library.update(value);
            counter.add(value);
        }
    }

    private static double together(Sketch... sketches) {
        Union union = SetOperation.builder()
                .setNominalEntries(ColumnSummary.DISTINCT_ENTRIES)
                .buildUnion();
        for (Sketch sketch : sketches) {
            union.union(sketch);
        }
        return union.getResult().getEstimate();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 48, 49, 4096, 6144})
    void isExactWhileThereAreFew(int values) {
        add(0, values);
        add(0, values);
        assertThat(counter.result().getEstimate()).isEqualTo(values);
        assertThat(counter.result().isEstimationMode()).isFalse();
        assertThat(together(counter.result())).isCloseTo(values, within(values > 4096 ? values * ERROR : 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {6145, 10_000, 100_000, 3_000_000})
    void estimatesMany(int values) {
        add(0, values);
        add(values / 2, values);
        CompactSketch result = counter.result();
        assertThat(result.getEstimate()).isCloseTo(values, within(values * ERROR));
        assertThat(result.getRetainedEntries(true)).isBetween(4096, 6144);
        assertThat(together(result, library)).as("the same values").isCloseTo(values, within(values * ERROR));
        CompactSketch read = CompactSketch.heapify(Memory.wrap(result.toByteArray()));
        assertThat(read.getEstimate()).isEqualTo(result.getEstimate());
    }

    @Test
    void sharesItsHashesWithTheLibrary() {
        add(0, 3000);
        counter.add(7);
        byte[] text = "größe".getBytes(UTF_8);
        counter.add(text, 0, text.length);
        library.update(new int[] {7});
        library.update(text);
        assertThat(together(counter.result(), library)).isEqualTo(3002);
    }

    @Test
    void leavesOutEmptyValues() {
        counter.add(new byte[5], 3, 3);
        assertThat(counter.result().getEstimate()).isZero();
    }
}
