package io.millrace.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.source.SplitRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamLogTest {
    @TempDir
    private Path directory;

    @Test
    void keepsRecordsOverARestart() throws IOException {
        try (StreamLog log = open(100)) {
            for (int i = 0; i < 20; i++) {
                assertThat(append(log, "", "record " + i).record()).isEqualTo(i);
            }
        }
        try (StreamLog log = open(100)) {
            assertThat(append(log, "", "record 20").record()).isEqualTo(20);
            assertThat(LogFiles.list(directory, Segment.SUFFIX)).hasSizeGreaterThan(3);
            assertThat(read(log, 3, 21)).hasSize(18).startsWith("record 3").endsWith("record 20");
        }
    }

    /** Wherever a crash cuts the last file: what was whole is kept, and the next record follows it. */
    @Test
    void cutsATornTail() throws IOException {
        List<Long> ends = new ArrayList<>(List.of(0L));
        try (StreamLog log = open(1 << 20)) {
            for (int i = 0; i < 3; i++) {
                append(log, "k" + i, "record " + i);
                ends.add(log.bytes());
            }
        }
        Path file = LogFiles.list(directory, Segment.SUFFIX).get(0);
        byte[] whole = Files.readAllBytes(file);
        for (int size = whole.length; size >= 0; size--) {
            Files.write(file, Arrays.copyOf(whole, size));
            int kept = 0;
            while (kept < 3 && ends.get(kept + 1) <= size) {
                kept++;
            }
            try (StreamLog log = open(1 << 20)) {
                assertThat(log.end()).as("of %d bytes", size).isEqualTo(kept);
                assertThat(append(log, "k2", "next")).isEqualTo(new StreamLog.Receipt(Math.min(kept, 2), kept == 3));
                assertThat(read(log, 0, log.end())).hasSize(Math.min(kept, 2) + 1);
            }
        }
    }

    @Test
    void cutsATailOfZeros() throws IOException {
        try (StreamLog log = open(1 << 20)) {
            append(log, "", "a");
        }
        Path file = LogFiles.list(directory, Segment.SUFFIX).get(0);
        Files.write(file, new byte[1000], StandardOpenOption.APPEND);
        try (StreamLog log = open(1 << 20)) {
            append(log, "", "b");
            assertThat(read(log, 0, 2)).containsExactly("a", "b");
        }
    }

    @Test
    void skipsNoDamageInTheMiddle() throws IOException {
        try (StreamLog log = open(50)) {
            for (int i = 0; i < 6; i++) {
                append(log, "", "record " + i);
            }
        }
        Path file = LogFiles.list(directory, Segment.SUFFIX).get(1);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'X'}), 22);
        }
        assertThatThrownBy(() -> open(50)).hasMessage("Cannot read log: " + file + " is damaged at byte 0");
    }

    @Test
    void remembersKeysOfRecordsThatAreGone() throws IOException {
        try (StreamLog log = open(100)) {
            for (int i = 0; i < 40; i++) {
                append(log, "key" + i, "record " + i);
            }
            log.release(40);
            assertThat(log.oldest()).isEqualTo(40);
            assertThat(LogFiles.list(directory, Segment.SUFFIX)).hasSize(1);
        }
        try (StreamLog log = open(100)) {
            assertThat(append(log, "key35", "again")).isEqualTo(new StreamLog.Receipt(35, true));
            assertThat(append(log, "key3", "ten keys are remembered")).isEqualTo(new StreamLog.Receipt(40, false));
            log.release(41);
            assertThat(LogFiles.list(directory, ".keys")).hasSizeLessThan(8);
        }
    }

    @Test
    void sharesTheWaitForTheDisk() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (StreamLog log = open(20_000)) {
            List<Future<StreamLog.Receipt>> receipts = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                String body = "record " + i;
                String key = "key" + i / 2;
                receipts.add(threads.submit(() -> append(log, key, body)));
            }
            TreeSet<Long> records = new TreeSet<>();
            int repeated = 0;
            for (Future<StreamLog.Receipt> receipt : receipts) {
                records.add(receipt.get().record());
                repeated += receipt.get().repeated() ? 1 : 0;
            }
            assertThat(repeated).isEqualTo(1000);
            assertThat(records).hasSize(1000).startsWith(0L).endsWith(999L);
            assertThat(read(log, 0, 1000)).doesNotHaveDuplicates();
        } finally {
            threads.shutdown();
        }
    }

    private StreamLog open(long segmentBytes) throws IOException {
        return StreamLog.open(directory, segmentBytes, 10_000 / (segmentBytes == 100 ? 1000 : 1));
    }

    private static StreamLog.Receipt append(StreamLog log, String key, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return log.append(key, "text/plain", bytes, bytes.length, 1);
    }

    private static List<String> read(StreamLog log, long from, long to) {
        List<String> bodies = new ArrayList<>();
        SplitRange range = SplitRange.of("s", from, to, 0);
        try (HttpPayloadReader reader = new HttpPayloadReader(List.of(range), stream -> log)) {
            while (reader.next()) {
                bodies.add(new String(
                        reader.bytes(), reader.start(), reader.end() - reader.start(), StandardCharsets.UTF_8));
            }
        }
        return bodies;
    }
}
