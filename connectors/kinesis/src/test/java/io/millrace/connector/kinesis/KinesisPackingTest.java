package io.millrace.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.PayloadReader;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SplitRange;
import io.millrace.testing.kinesis.Aggregates;
import io.millrace.testing.kinesis.KinesisStreams.Shard;
import io.millrace.testing.source.Drain;
import io.millrace.testing.source.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class KinesisPackingTest {
    private static final RunLimit ALL = new RunLimit(1_000_000, 1L << 40);

    private final String stream = Emulator.newStream(1);
    private final Shard shard = Emulator.streams().shards(stream).get(0);

    @Test
    void takesAggregatesApart() {
        put(Emulator.json(0), Aggregates.of(List.of(Emulator.json(1), Emulator.json(2))), Emulator.json(3));

        try (Source source = open("AUTO")) {
            List<SplitRange> ranges = source.next(Position.START, ALL);
            assertThat(ranges.get(0).payloads()).isEqualTo(4);
            List<Payload> payloads = Drain.read(source, ranges);

            assertThat(payloads).extracting(Payload::bytes).containsExactly(text(0), text(1), text(2), text(3));
            assertThat(payloads.get(1).offset()).isEqualTo(payloads.get(2).offset());
            assertThat(payloads.get(2).coordinates()).contains("\"sub_record\":1");
            assertThat(partitionKeys(source, ranges)).containsExactly("key", "k0", "k1", "key");
        }
        try (Source source = open("NONE")) {
            assertThat(Drain.all(source, Position.START).payloads()).hasSize(3);
        }
    }

    @Test
    void readsARangeAgainAsItWasInAnotherProcess() {
        put(Aggregates.of(List.of(Emulator.json(1), Emulator.json(2))), Emulator.json(3));

        try (Source source = open("KCL");
                Source other = open("KCL")) {
            List<SplitRange> ranges = source.next(Position.START, ALL);
            assertThat(Drain.read(other, ranges))
                    .isEqualTo(Drain.read(source, ranges))
                    .hasSize(3);
        }
    }

    @Test
    void handsOutAnAggregateThatIsLargerThanTheLimitAlone() {
        put(Aggregates.of(List.of(Emulator.json(0), Emulator.json(1), Emulator.json(2))), Emulator.json(3));

        try (Source source = open("AUTO")) {
            assertThat(source.next(Position.START, new RunLimit(2, 1 << 20)))
                    .extracting(SplitRange::payloads)
                    .startsWith(3L);
            assertThat(Drain.in(source, Position.START, new RunLimit(2, 1 << 20))
                            .payloads())
                    .hasSize(4);
        }
    }

    @Test
    void decompressesRecordsAndThoseWithinAggregates() {
        put(gzip(Emulator.json(0)), Aggregates.of(List.of(gzip(Emulator.json(1)), Emulator.json(2))));

        try (Source source = open("AUTO")) {
            assertThat(Drain.all(source, Position.START).payloads())
                    .extracting(Payload::bytes)
                    .containsExactly(text(0), text(1), text(2));
        }
        try (Source source = open("KCL")) {
            assertThat(Drain.all(source, Position.START).payloads())
                    .extracting(Payload::bytes)
                    .doesNotContain(text(0), text(1))
                    .contains(text(2));
        }
    }

    @Test
    void oneBrokenRecordIsOneReject() {
        byte[] broken = gzip(Emulator.json(1));
        broken[broken.length - 6] ^= 1;
        put(Emulator.json(0), broken, Emulator.json(2));

        try (Source source = open("GZIP");
                PayloadReader reader = source.read(source.next(Position.START, ALL))) {
            List<Boolean> damages = new ArrayList<>();
            while (reader.next()) {
                damages.add(reader.damage().isPresent());
            }
            assertThat(damages).containsExactly(true, true, true);
        }
        try (Source source = open("AUTO");
                PayloadReader reader = source.read(source.next(source.start(new StartPoint.Beginning()), ALL))) {
            List<String> damages = new ArrayList<>();
            while (reader.next()) {
                damages.add(reader.damage().orElse(""));
            }
            assertThat(damages).hasSize(3);
            assertThat(damages.get(1)).startsWith("Cannot decompress record: ");
        }
    }

    private void put(byte[]... records) {
        Emulator.streams().put(stream, shard, "key", List.of(records));
    }

    private Source open(String compression) {
        return Emulator.open(Emulator.endpoint(), stream, Map.of(KinesisOptions.COMPRESSION, compression));
    }

    private static List<String> partitionKeys(Source source, List<SplitRange> ranges) {
        try (PayloadReader reader = source.read(ranges)) {
            int row = 0;
            while (reader.next()) {
                reader.appendCoordinates(row++, 1);
            }
            List<String> keys = new ArrayList<>();
            io.millrace.spi.batch.BytesVector vector = reader.columns().get(3).bytes(io.millrace.spi.batch.Kind.STRING);
            for (int i = 0; i < row; i++) {
                keys.add(new String(
                        vector.bytes(), vector.start(i), vector.end(i) - vector.start(i), StandardCharsets.UTF_8));
            }
            return keys;
        }
    }

    private static String text(int n) {
        return new String(Emulator.json(n), StandardCharsets.ISO_8859_1);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
