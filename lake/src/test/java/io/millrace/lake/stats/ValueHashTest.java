package io.millrace.lake.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.datasketches.hash.MurmurHash3;

/** What our hash says is what the library would: otherwise counts of two writers could not be merged. */
class ValueHashTest {
    private static long library(byte[] bytes) {
        return MurmurHash3.hash(bytes, 9001)[0] >>> 1;
    }

    @Property
    void ofBytes(@ForAll @Size(min = 1, max = 70) byte[] bytes) {
        for (int behind : new int[] {0, 2, 40}) {
            byte[] among = new byte[3 + bytes.length + behind];
            Arrays.fill(among, (byte) 0xA5);
            System.arraycopy(bytes, 0, among, 3, bytes.length);
            assertThat(ValueHash.of(among, 3, 3 + bytes.length)).isEqualTo(library(bytes));
        }
    }

    @Property
    void ofNumbers(@ForAll long value) {
        byte[] eight = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        byte[] four = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) value)
                .array();
        assertThat(ValueHash.of(value)).isEqualTo(library(eight));
        assertThat(ValueHash.of((int) value)).isEqualTo(library(four));
    }
}
