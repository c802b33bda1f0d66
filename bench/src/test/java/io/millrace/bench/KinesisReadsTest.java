package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.kinesis.KinesisEmulator;
import io.millrace.testing.kinesis.KinesisStreams;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loop that the job is measured against reads all that is there, and the relay sees it. */
class KinesisReadsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void theRelaySeesTheCallsOfTheLoop(int eventsPerRecord) throws Exception {
        try (KinesisEmulator emulator = KinesisEmulator.fast();
                CallRelay relay = CallRelay.start(emulator.port())) {
            KinesisEvents events = KinesisEvents.put(
                    new KinesisStreams(emulator.endpoint()), "events", new Clicks(100, 3), eventsPerRecord);
            assertThat(events.records()).isEqualTo(eventsPerRecord == 1 ? 100 : 15);
            assertThat(events.bytes()).isBetween(40_000L, 70_000L);
            KinesisReferenceMain.main(new String[] {
                events.stream(),
                Long.toString(events.records()),
                relay.endpoint().toString()
            });
            Pulls pulls = Pulls.of(relay.calls());
            assertThat(pulls.calls()).isGreaterThanOrEqualTo(3);
            assertThat(pulls.busySeconds()).isPositive().isLessThanOrEqualTo(pulls.wallSeconds());
            long answers = relay.calls().stream()
                    .mapToLong(CallRelay.Call::answerBytes)
                    .sum();
            assertThat(answers).isGreaterThan(events.bytes());
        }
    }
}
