package io.millrace.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.source.FairShare;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class FairShareTest {
    @Property
    void givesAllThatIsWantedOrAllThatThereIs(
            @ForAll @Size(min = 1, max = 40) List<@LongRange(min = 0, max = 1000) Long> wishes,
            @ForAll @LongRange(min = 0, max = 20_000) long total) {
        long[] wanted = wishes.stream().mapToLong(Long::longValue).toArray();
        long[] given = FairShare.divide(wanted, total);

        assertThat(sum(given)).isEqualTo(Math.min(sum(wanted), total));
        for (int i = 0; i < wanted.length; i++) {
            assertThat(given[i]).isBetween(0L, wanted[i]);
            for (int j = 0; j < wanted.length; j++) {
                if (given[i] < wanted[i]) {
                    assertThat(given[i]).isGreaterThanOrEqualTo(given[j] - 1);
                }
            }
        }
    }

    private static long sum(long[] values) {
        return Arrays.stream(values).sum();
    }
}
