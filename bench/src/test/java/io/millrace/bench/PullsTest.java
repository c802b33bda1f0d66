package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.bench.CallRelay.Call;
import java.util.List;
import org.junit.jupiter.api.Test;

class PullsTest {
    private static final long SECOND = 1_000_000_000L;

    private static Call call(double from, double to, long bytes) {
        return new Call(100 * SECOND + (long) (from * SECOND), 100 * SECOND + (long) (to * SECOND), bytes);
    }

    @Test
    void timeWithoutACallIsThatOfTheClient() {
        Pulls pulls = Pulls.of(
                List.of(call(3, 4, 5000), call(0, 1, 5000), call(0.5, 2, 5000), call(4, 9, 600), call(9, 10, 600)));
        assertThat(pulls.wallSeconds()).isEqualTo(4);
        assertThat(pulls.calls()).isEqualTo(3);
        assertThat(pulls.callSeconds()).isEqualTo(3.5);
        assertThat(pulls.busySeconds()).isEqualTo(3);
        assertThat(pulls.busyShare()).isEqualTo(0.75);
        assertThat(pulls.callsUnderWay()).isEqualTo(0.875);
    }

    @Test
    void callWithinAnotherIsNotCountedTwice() {
        Pulls pulls = Pulls.of(List.of(call(0, 4, 5000), call(1, 2, 5000), call(3, 5, 5000)));
        assertThat(pulls.busySeconds()).isEqualTo(5);
    }

    @Test
    void whatBringsNothingIsNoMeasurement() {
        assertThatThrownBy(() -> Pulls.of(List.of(call(0, 1, 600)))).hasMessageContaining("no call brought records");
        assertThatThrownBy(() -> Pulls.of(List.of())).hasMessageContaining("no call brought records");
    }
}
