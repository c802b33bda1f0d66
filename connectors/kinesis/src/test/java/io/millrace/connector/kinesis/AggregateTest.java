package io.millrace.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.millrace.testing.kinesis.Aggregates;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AggregateTest {
    @Property(tries = 300)
    void yieldsWhatWasPutIn(@ForAll @Size(max = 200) List<byte[]> records) {
        byte[] packed = Aggregates.of(records);
        Aggregate aggregate = new Aggregate();
        aggregate.open(packed);

        for (int i = 0; i < records.size(); i++) {
            assertThat(aggregate.next()).isTrue();
            assertThat(Arrays.copyOfRange(packed, aggregate.start(), aggregate.end()))
                    .isEqualTo(records.get(i));
            String key = new String(
                    packed, aggregate.keyStart(), aggregate.keyEnd() - aggregate.keyStart(), StandardCharsets.UTF_8);
            assertThat(key).isEqualTo("k" + i % 2);
        }
        assertThat(aggregate.next()).isFalse();
        assertThat(Aggregate.count(packed)).isEqualTo(records.size());
    }

    @Property(tries = 300)
    void countsNothingOfWhatIsBroken(@ForAll @Size(min = 1, max = 20) List<byte[]> records, @ForAll int where) {
        byte[] packed = Aggregates.of(records);
        packed[Math.floorMod(where, packed.length)] ^= 1;

        assertThat(Aggregate.count(packed)).isEqualTo(Aggregate.NONE);
    }

    @Property(tries = 1000)
    void takesAnyBytes(@ForAll byte[] bytes) {
        assertThatCode(() -> Aggregate.count(bytes)).doesNotThrowAnyException();
    }

    @Test
    void countsNothingOfAWellSignedMessageThatIsNone() {
        byte[] packed = Aggregates.of(List.of(new byte[] {1, 2, 3}));
        byte[] cut = Arrays.copyOf(packed, packed.length - 2);

        assertThat(Aggregate.count(cut)).isEqualTo(Aggregate.NONE);
        assertThat(Aggregate.count(new byte[0])).isEqualTo(Aggregate.NONE);
    }
}
