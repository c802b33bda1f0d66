package io.millrace.jobs.insert;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kernel.window.WindowReading.Mark;
import io.millrace.lake.scan.ScannedFile;
import io.millrace.lake.scan.TimeLog.TimedFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatermarkTest {
    private final Watermark watermark = new Watermark();

    private static TimedFile file(long commit, long first, long last) {
        return new TimedFile(new ScannedFile("f" + commit, 1, 1, commit, commit, List.of()), first, last);
    }

    @Test
    void isTheGreatestEventTimeOfEarlierCommits() {
        watermark.add(List.of(file(200, 10, 90), file(100, 20, 50), file(300, 30, 70)));

        assertThat(watermark.before(100)).isEmpty();
        assertThat(watermark.before(200)).contains(50L);
        assertThat(watermark.before(300)).contains(90L);
        assertThat(watermark.before(301)).contains(90L);
    }

    @Test
    void doesNotPassTheTimeOfACommit() {
        watermark.add(List.of(file(100, 10, 5000), file(200, 10, 150)));

        assertThat(watermark.before(101)).contains(100L);
        assertThat(watermark.before(201)).contains(150L);
    }

    @Test
    void doesNotMoveWithRowsThatHaveNoEventTime() {
        watermark.add(List.of(file(100, Long.MAX_VALUE, Long.MIN_VALUE)));

        assertThat(watermark.before(200)).isEmpty();
    }

    @Test
    void keepsWhatIsNeededForCommitsThatAreAskedFor() {
        watermark.add(List.of(file(100, 10, 50), file(200, 10, 60), file(300, 10, 70)));
        watermark.forgetBefore(250);

        assertThat(watermark.marks(250, 400)).containsExactly(new Mark(200, 60), new Mark(300, 70));
        assertThat(watermark.marks(300, 300)).containsExactly(new Mark(200, 60));
    }

    @Test
    void stretchesThatMeetBecomeOne() {
        Touched touched = new Touched();
        touched.add(10, 20);
        touched.add(40, 50);
        touched.add(20, 25);
        assertThat(touched.overlaps(25, 39)).isFalse();
        assertThat(touched.overlaps(24, 30)).isTrue();

        Touched joined = touched.joined(List.of(file(1, 45, 60), file(2, 70, 80)));
        assertThat(joined.overlaps(60, 60)).isTrue();
        assertThat(joined.overlaps(70, 80)).isFalse();
        assertThat(joined.first()).isEqualTo(10);
        assertThat(joined.last()).isEqualTo(61);
    }
}
