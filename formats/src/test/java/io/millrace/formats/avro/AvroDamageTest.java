package io.millrace.formats.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.contract.Decoding;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was good lands, and the damage is one reject, whatever a file declares. */
class AvroDamageTest {
    private static final Schema LONG = AvroFiles.parse("'long'");
    private static final List<Long> NUMBERS = LongStream.range(0, 100).boxed().toList();

    private static Decoding decode(byte[] payload) {
        return new Decoding(new AvroDecoder(DecodeSettings.DEFAULT))
                .payload(payload)
                .take();
    }

    private static List<Long> values(Decoding decoding) {
        return decoding.rows.stream().map(row -> row.get("value").longValue()).toList();
    }

    @Test
    void fileThatEndsInAPlainBlockKeepsWhatIsThere() {
        byte[] file = AvroFiles.write(LONG, "null", 1 << 16, NUMBERS);
        Decoding decoding = decode(Arrays.copyOf(file, file.length - 16 - 51));
        assertThat(values(decoding)).isEqualTo(NUMBERS.subList(0, 74));
        assertThat(decoding.rejects).hasSize(1);
        assertThat(decoding.rejects.get(0).code()).isEqualTo(ErrorCode.SOURCE_FORMAT);
        assertThat(decoding.rejects.get(0).reason()).contains("the file ends in it");
    }

    @Test
    void fileThatEndsInACompressedBlockKeepsTheBlocksBefore() {
        byte[] file = AvroFiles.write(LONG, "deflate", 40, NUMBERS);
        Decoding decoding = decode(Arrays.copyOf(file, file.length - 20));
        assertThat(values(decoding)).isEqualTo(NUMBERS.subList(0, decoding.rows.size()));
        assertThat(decoding.rows).hasSizeGreaterThan(50);
        assertThat(decoding.rejects).hasSize(1);
    }

    @Test
    void damagedBlockIsRejectedAloneAndReadingGoesOn() {
        byte[] file = AvroFiles.write(LONG, "snappy", 40, NUMBERS);
        int blocks = 0;
        for (int at = 150; at < file.length - 20; at += 7) {
            byte[] damaged = file.clone();
            damaged[at] ^= 0x55;
            Decoding decoding = decode(damaged);
            assertThat(decoding.rejects.size()).as("at %d", at).isBetween(0, 2);
            assertThat(NUMBERS).containsAll(values(decoding));
            blocks += decoding.rejects.size();
        }
        assertThat(blocks).isPositive();
    }

    @Test
    @Timeout(20)
    void hugeDeclaredLengthsAllocateNothing() {
        Schema array = AvroFiles.parse("{'type':'array','items':'null'}");
        byte[] file = AvroFiles.write(array, "null", 1 << 16, List.of(List.of()));
        // the one item count of the file, before the sync marker; then a number of ten bytes in its place
        int at = file.length - 17;
        byte[] huge = new byte[file.length + 9];
        System.arraycopy(file, 0, huge, 0, at);
        Arrays.fill(huge, at, at + 9, (byte) 0xFE);
        huge[at + 9] = 1;
        System.arraycopy(file, at + 1, huge, at + 10, 16);
        huge[at - 1] = 20;
        Decoding decoding = decode(huge);
        assertThat(decoding.rows).isEmpty();
        assertThat(decoding.rejects).hasSize(1);
    }

    @Test
    void whatIsNoAvroIsOneReject() {
        Decoding decoding = decode("{\"id\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(decoding.rejects).extracting(Decoding.Reject::text).containsExactly("{\"id\":1}");
        assertThat(decoding.rejects).extracting(Decoding.Reject::code).containsExactly(ErrorCode.SOURCE_FORMAT);
    }
}
