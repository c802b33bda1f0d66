package io.millrace.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what the library's encoder writes, however much is asked for at a time. */
class HybridTest {
    private static final int COUNT = 5000;

    private static int[] numbers(int width, SplittableRandom random) {
        int[] numbers = new int[COUNT];
        int most = (int) ((1L << width) - 1);
        for (int i = 0; i < COUNT; ) {
            int run = Math.min(COUNT - i, 1 + random.nextInt(random.nextBoolean() ? 60 : 3));
            Arrays.fill(numbers, i, i + run, random.nextInt() & most);
            i += run;
        }
        return numbers;
    }

    private static byte[] encode(int[] numbers, int width) throws IOException {
        RunLengthBitPackingHybridEncoder encoder =
                new RunLengthBitPackingHybridEncoder(width, 64, 1 << 20, new HeapByteBufferAllocator());
        for (int number : numbers) {
            encoder.writeInt(number);
        }
        return encoder.toBytes().toInputStream().readAllBytes();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 8, 12, 17, 24, 31, 32})
    void readsRunsAndGroups(int width) throws IOException {
        SplittableRandom random = new SplittableRandom(width);
        int[] numbers = numbers(width, random);
        byte[] encoded = encode(numbers, width);
        byte[] among = new byte[encoded.length + 9];
        System.arraycopy(encoded, 0, among, 4, encoded.length);
        Hybrid hybrid = new Hybrid(among, 4, 4 + encoded.length, width);
        int[] part = new int[700];
        for (int at = 0; at < COUNT; ) {
            int count = Math.min(COUNT - at, 1 + random.nextInt(part.length));
            hybrid.read(part, count);
            assertThat(Arrays.copyOf(part, count)).isEqualTo(Arrays.copyOfRange(numbers, at, at + count));
            at += count;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 32})
    void aCutPageIsAnError(int width) throws IOException {
        byte[] encoded = encode(numbers(width, new SplittableRandom(1)), width);
        Hybrid hybrid = new Hybrid(encoded, 0, encoded.length / 2, width);
        assertThatThrownBy(() -> hybrid.read(new int[COUNT], COUNT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("fewer numbers");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 33})
    void noSuchWidth(int width) {
        assertThatThrownBy(() -> new Hybrid(new byte[8], 0, 8, width)).isInstanceOf(IOException.class);
    }
}
