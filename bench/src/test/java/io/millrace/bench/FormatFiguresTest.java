package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FormatFiguresTest {
    private static final Offset<Double> EXACT = within(1e-12);

    /** 200 MB of a million events, of which 750,000 are steady. */
    private static FormatFigures figures(int wholeSeconds, int steadySeconds, int referenceSeconds, long written) {
        return new FormatFigures(
                200_000_000,
                1_000_000,
                750_000,
                usage(wholeSeconds),
                usage(steadySeconds),
                usage(referenceSeconds),
                usage(1),
                90,
                written);
    }

    private static Usage usage(int cpuSeconds) {
        return new Usage(Duration.ofSeconds(cpuSeconds), Duration.ofSeconds(1), 0);
    }

    @Test
    void ratiosAreOfCpuPerMegabyte() {
        FormatFigures figures = figures(10, 3, 2, 60);
        assertThat(figures.wholePerMb()).isEqualTo(0.05, EXACT);
        assertThat(figures.steadyPerMb()).as("of 150 MB").isEqualTo(0.02, EXACT);
        assertThat(figures.referencePerMb()).isEqualTo(0.01, EXACT);
        assertThat(figures.ratioSteady()).isEqualTo(2, EXACT);
        assertThat(figures.ratioWhole()).isEqualTo(5, EXACT);
        assertThat(figures.ratioDecoding()).isEqualTo(0.5, EXACT);
        assertThat(figures.ratioBytes()).isEqualTo(1.5, EXACT);
    }

    @Test
    void theTableHasTheMediansOfTheRounds() {
        FormatTable table = new FormatTable();
        table.add(EventFormat.PARQUET, 2, figures(10, 3, 2, 60));
        table.add(EventFormat.PARQUET, 2, figures(14, 9, 2, 60));
        table.add(EventFormat.PARQUET, 2, figures(12, 6, 2, 60));
        table.add(EventFormat.AVRO, 1, figures(10, 3, 2, 0));
        assertThat(table.lines().subList(2, 4))
                .containsExactly(
                        "| AVRO | 1 | 200 | 20.00 | 50.00 | 10.00 | 2.00 | 5.00 | 0.50 |  |",
                        "| PARQUET | 2 | 200 | 40.00 | 60.00 | 10.00 | 4.00 | 6.00 | 0.50 | 1.50 |");
    }
}
