package io.millrace.lake.keys;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.lake.keys.PrimaryKey.Uniqueness;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyIndexesTest {
    private static final Schema SCHEMA =
            new Schema(optional(1, "id", Types.LongType.get()), optional(2, "name", Types.StringType.get()));
    private static final PrimaryKey NUMBER = new PrimaryKey(List.of(1), Uniqueness.TABLE);
    private static final PrimaryKey BOTH = new PrimaryKey(List.of(2, 1), Uniqueness.TABLE);

    @TempDir
    private Path directory;

    private int scans;

    @Test
    void findsEveryRowOfAKeyAndNoOther() {
        Random random = new Random(3);
        for (int rows : new int[] {0, 1, 31, 1000, 50_000}) {
            long[] ids = random.longs(rows, 0, 1 + rows / 2).toArray();
            for (PrimaryKey key : List.of(NUMBER, BOTH)) {
                KeyIndex index = index(new KeyIndexes(directory), key, "f" + rows, ids);
                long[] wanted = sample(random, ids);
                List<Long> expected = new ArrayList<>();
                for (int row = 0; row < rows; row++) {
                    long id = ids[row];
                    if (Arrays.stream(wanted).anyMatch(one -> one == id)) {
                        expected.add((long) row);
                    }
                }
                List<Long> found = new ArrayList<>();
                index.find(set(key, wanted), found::add);
                assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    @Test
    void anIndexIsMadeOnceAndOpenedAgain() throws IOException {
        long[] ids = IntStream.range(0, 100).asLongStream().toArray();
        KeyIndexes indexes = new KeyIndexes(directory);
        index(indexes, NUMBER, "a", ids);
        index(indexes, NUMBER, "a", ids);
        assertThat(scans).isEqualTo(1);
        index(indexes, BOTH, "a", ids);
        assertThat(scans).isEqualTo(2);

        Files.write(directory.resolve("left.part"), new byte[3]);
        List<Long> found = new ArrayList<>();
        index(new KeyIndexes(directory), NUMBER, "a", ids).find(set(NUMBER, 7), found::add);
        assertThat(found).containsExactly(7L);
        assertThat(scans).isEqualTo(2);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(2);
        }
    }

    private KeyIndex index(KeyIndexes indexes, PrimaryKey key, String name, long... ids) {
        DataFile file = DataFiles.builder(PartitionSpec.unpartitioned())
                .withPath(name)
                .withFormat("parquet")
                .withFileSizeInBytes(1)
                .withRecordCount(ids.length)
                .build();
        return indexes.of(file, key.fingerprint(SCHEMA), key.reader(SCHEMA), (any, rows) -> {
            scans++;
            for (int from = 0; from < ids.length; from += 8192) {
                rows.accept(batch(Arrays.copyOfRange(ids, from, Math.min(ids.length, from + 8192))));
            }
        });
    }

    private static KeySet set(PrimaryKey key, long... ids) {
        KeyReader reader = key.reader(SCHEMA);
        reader.read(batch(ids));
        KeySet set = new KeySet(new PartitionData(PartitionSpec.unpartitioned().partitionType()), ids.length);
        for (int i = 0; i < ids.length; i++) {
            set.add(reader.high(i), reader.low(i));
        }
        return set;
    }

    private static Batch batch(long... ids) {
        Column id = new Column("id");
        Column name = new Column("name");
        for (int row = 0; row < ids.length; row++) {
            byte[] text = ("n" + ids[row]).getBytes(StandardCharsets.UTF_8);
            id.longs(Kind.BIGINT).append(row, ids[row]);
            name.bytes(Kind.STRING).append(row, text, 0, text.length);
        }
        return new Batch(ids.length, List.of(id, name));
    }

    private static long[] sample(Random random, long[] ids) {
        return ids.length == 0
                ? new long[] {5}
                : random.ints(20, 0, ids.length)
                        .mapToLong(i -> ids[i])
                        .distinct()
                        .toArray();
    }
}
