package io.millrace.formats.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.contract.Bytes;
import io.millrace.formats.contract.Pieces;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.option.Options;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroSplittingTest {
    private static final Pieces AVRO = new Pieces(new AvroFormat(), Options.NONE, DecodeSettings.DEFAULT);
    private static final Schema SCHEMA =
            AvroFiles.parse("{'type':'record','name':'r','fields':[{'name':'id','type':'long'},"
                    + "{'name':'text','type':['null','string']}]}");

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "snappy", "zstandard"})
    void piecesAreTheWhole(String codec) {
        byte[] file = file(codec, 200);
        assertThat(AVRO.requireSame(file, new SplittableRandom(1))).isGreaterThan(10);
        assertThat(AVRO.cut(file, 1, file.length / 2)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate"})
    void damagedFiles(String codec) {
        byte[] file = file(codec, 60);
        int header = AVRO.cut(file, 1).get(1).head().length;
        int cuts = 0;
        for (long seed = 0; seed < 150; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] blocks = Bytes.damage(Arrays.copyOfRange(file, header, file.length), random);
            byte[] damaged = Arrays.copyOf(file, header + blocks.length);
            System.arraycopy(blocks, 0, damaged, header, blocks.length);
            cuts += AVRO.requireSame(damaged, random);
        }
        assertThat(cuts).isGreaterThan(300);
    }

    @Test
    void damagedHeadersAreRejectedOnce() {
        byte[] file = file("null", 60);
        int header = AVRO.cut(file, 1).get(1).head().length;
        for (int at = 0; at < header - FileHeader.SYNC_BYTES; at++) {
            byte[] damaged = file.clone();
            damaged[at] ^= 0x15;
            AVRO.requireSame(damaged, new SplittableRandom(at));
        }
    }

    @Test
    void aMarkerAmongValuesIsNone() {
        String marker = "sixteen sync byt";
        List<?> values = IntStream.range(0, 40)
                .mapToObj(i -> AvroFiles.record(SCHEMA, (long) i, "before " + marker + " behind"))
                .toList();
        byte[] file = AvroFiles.write(SCHEMA, "null", 200, values);
        assertThat(AVRO.requireSame(file, new SplittableRandom(1))).isGreaterThan(3);
    }

    private static byte[] file(String codec, int rows) {
        List<?> values = IntStream.range(0, rows)
                .mapToObj(i -> AvroFiles.record(SCHEMA, (long) i, i % 3 == 0 ? null : "text " + i))
                .toList();
        return AvroFiles.write(SCHEMA, codec, 60, values);
    }
}
