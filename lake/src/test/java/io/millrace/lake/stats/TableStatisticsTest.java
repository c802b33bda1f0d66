package io.millrace.lake.stats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.lake.LakeTable;
import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import io.millrace.lake.commit.CommitOutcome.Committed;
import io.millrace.lake.commit.CommitRequest;
import io.millrace.lake.commit.Committer;
import io.millrace.lake.commit.JobToken;
import io.millrace.lake.maintain.SnapshotRetention;
import io.millrace.lake.scan.ScannedFile;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.source.Position;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.theta.Sketch;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StatisticsFile;
import org.apache.iceberg.puffin.BlobMetadata;
import org.apache.iceberg.puffin.Puffin;
import org.apache.iceberg.puffin.PuffinReader;
import org.apache.iceberg.puffin.StandardBlobTypes;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.Pair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableStatisticsTest {
    @TempDir
    private Path directory;

    private LakeCatalog catalog;
    private LakeTable table;
    private Optional<JobToken> token = Optional.empty();
    private int runs;

    @BeforeEach
    void createTable() {
        catalog = Catalogs.embedded(directory);
        Schema columns = new Schema(NestedField.optional(1, "word", Types.StringType.get()));
        table = catalog.create("s", "t", columns, PartitionSpec.unpartitioned(), Map.of(SnapshotRetention.KEEP, "1"));
    }

    @AfterEach
    void closeCatalog() {
        catalog.close();
    }

    private long commit() {
        runs++;
        JobToken next = new JobToken("job", runs, 1, "a", runs, Position.START);
        DataFile file = DataFiles.builder(table.spec())
                .withPath(directory.resolve(runs + ".parquet").toUri().toString())
                .withFileSizeInBytes(1)
                .withRecordCount(10)
                .build();
        Committed done = (Committed) new Committer()
                .commit(table, new CommitRequest(token, next, Optional.empty(), List.of(file), Map.of()));
        token = Optional.of(next);
        return done.snapshotId();
    }

    private List<SketchBlob> words(String... words) {
        Column column = new Column("word");
        for (int row = 0; row < words.length; row++) {
            byte[] text = words[row].getBytes(UTF_8);
            column.bytes(Kind.STRING).append(row, text, 0, text.length);
        }
        TableSketcher sketcher = new TableSketcher();
        sketcher.add(new Batch(words.length, List.of(column)), table.schema());
        return sketcher.finish();
    }

    private static long distinct(TableStatistics statistics) {
        return statistics.facts(1, Types.StringType.get()).orElseThrow().distinct();
    }

    private Path path(StatisticsFile file) {
        return Path.of(java.net.URI.create(file.path().startsWith("file:") ? file.path() : "file:" + file.path()));
    }

    @Test
    void anyReaderOfPuffinFindsTheDistinctCount() throws Exception {
        TableStatistics statistics = new TableStatistics();
        long snapshot = commit();
        statistics.committed(snapshot, words("a", "b", "a"));
        statistics.write(table);

        StatisticsFile file = table.refresh().iceberg().statisticsFiles().get(0);
        assertThat(file.snapshotId()).isEqualTo(snapshot);
        List<String> types = new ArrayList<>();
        try (PuffinReader reader =
                Puffin.read(table.io().newInputFile(file.path())).build()) {
            for (Pair<BlobMetadata, ByteBuffer> blob :
                    reader.readAll(reader.fileMetadata().blobs())) {
                types.add(blob.first().type());
                if (blob.first().type().equals(StandardBlobTypes.APACHE_DATASKETCHES_THETA_V1)) {
                    assertThat(blob.first().properties()).containsEntry("ndv", "2");
                    assertThat(blob.first().inputFields()).containsExactly(1);
                    byte[] bytes = new byte[blob.second().remaining()];
                    blob.second().get(bytes);
                    assertThat(Sketch.wrap(Memory.wrap(bytes)).getEstimate()).isEqualTo(2);
                }
            }
        }
        assertThat(types)
                .containsExactly(
                        TableSummary.COUNTS, StandardBlobTypes.APACHE_DATASKETCHES_THETA_V1, ColumnSummary.TEXTS);
    }

    @Test
    void afterARestartOnlyWhatWasCommittedSinceIsReadBackAndCountedOnce() {
        TableStatistics before = new TableStatistics();
        before.committed(commit(), words("a", "b"));
        before.write(table);
        before.committed(commit(), words("c")); // lost with the process

        TableStatistics after = new TableStatistics();
        List<ScannedFile> missing = after.catchUp(table).files();
        assertThat(missing)
                .extracting(ScannedFile::location)
                .singleElement()
                .satisfies(location -> assertThat(location).endsWith("2.parquet"));
        long next = commit();
        after.committed(next, words("d"));
        after.write(table);
        assertThat(table.refresh().iceberg().statisticsFiles())
                .as("not before all is in")
                .hasSize(1);
        after.rebuilt(words("c"));
        assertThat(after.rows()).isEqualTo(4);
        after.write(table);
        assertThat(TableStatistics.stored(table.refresh()).rows()).isEqualTo(4);
        assertThat(distinct(TableStatistics.stored(table))).isEqualTo(4);

        TableStatistics clean = new TableStatistics();
        assertThat(clean.catchUp(table).files()).isEmpty();
        assertThat(clean.rows()).isEqualTo(4);
    }

    @Test
    void aCommitThatWasReadBackIsNotAddedAgain() {
        TableStatistics statistics = new TableStatistics();
        statistics.committed(commit(), words("a"));
        long other = commit();
        assertThat(statistics.catchUp(table).files()).hasSize(1);
        statistics.rebuilt(words("b"));
        statistics.committed(other, words("b"));
        assertThat(statistics.rows()).isEqualTo(2);
    }

    @Test
    void aLostFileIsMadeOnceMore() throws Exception {
        TableStatistics statistics = new TableStatistics();
        statistics.committed(commit(), words("a"));
        statistics.write(table);
        Files.delete(path(table.refresh().iceberg().statisticsFiles().get(0)));

        TableStatistics after = new TableStatistics();
        assertThat(after.catchUp(table).files()).hasSize(1);
        after.rebuilt(words("a"));
        after.write(table);
        assertThat(TableStatistics.stored(table.refresh()).rows()).isEqualTo(1);
    }

    @Test
    void aTableWithoutStatisticsIsReadWhole() {
        commit();
        commit();
        assertThat(new TableStatistics().catchUp(table).files()).hasSize(2);
    }

    @Test
    void filesGoWhenReplacedAndWithTheirSnapshots() {
        TableStatistics statistics = new TableStatistics();
        long snapshot = commit();
        statistics.committed(snapshot, words("a"));
        statistics.write(table);
        Path first = path(table.refresh().iceberg().statisticsFiles().get(0));
        statistics.committed(snapshot, words("b"));
        statistics.write(table);
        Path second = path(table.refresh().iceberg().statisticsFiles().get(0));
        assertThat(second).isNotEqualTo(first).exists();
        assertThat(Files.exists(first)).isFalse();

        for (int i = 0; i < 52; i++) {
            statistics.committed(commit(), words("c" + i));
        }
        statistics.write(table);
        assertThat(SnapshotRetention.apply(table)).isPositive();
        assertThat(Files.exists(second)).isFalse();
        assertThat(table.refresh().iceberg().statisticsFiles())
                .singleElement()
                .satisfies(file -> assertThat(path(file)).exists());
        assertThat(TableStatistics.stored(table).rows()).isEqualTo(54);
    }
}
