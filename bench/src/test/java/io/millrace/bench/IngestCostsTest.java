package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IngestCostsTest {
    private final IngestCosts costs = new IngestCosts();

    @Test
    void ratiosAreOfTheMediansOfTheRounds() {
        for (double cpu : new double[] {3.6, 9, 3.3}) {
            costs.add(2, true, cpu);
            costs.add(2, false, cpu / 1.2);
        }
        costs.add(1, true, 3);
        assertThat(costs.statistics(2).orElseThrow()).isEqualTo(1.2, within(1e-12));
        assertThat(costs.twoCoresToOne(true).orElseThrow()).isEqualTo(1.2, within(1e-12));
    }

    @Test
    void whatWasNotMeasuredHasNoRatio() {
        costs.add(2, true, 3);
        costs.add(1, false, 3);
        assertThat(costs.statistics(2)).isEmpty();
        assertThat(costs.statistics(1)).isEmpty();
        assertThat(costs.twoCoresToOne(true)).isEmpty();
        assertThat(costs.twoCoresToOne(false)).isEmpty();
    }
}
