package io.millrace.lake.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.lake.LakeTable;
import io.millrace.lake.catalog.LakeCatalog;
import io.millrace.lake.commit.CommitOutcome.CommitTimePassed;
import io.millrace.lake.commit.CommitOutcome.Committed;
import io.millrace.lake.commit.CommitOutcome.SchemaMoved;
import io.millrace.lake.commit.CommitOutcome.Stale;
import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.Position;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a commit must be, whichever catalog keeps the table. */
abstract class CommitContract {
    private static final String JOB = "2f0c";

    @TempDir
    private Path directory;

    private final Committer committer = new Committer();
    private LakeCatalog catalog;
    private LakeTable table;

    /** A catalog with no table yet; called again it yields another client of the same catalog. */
    abstract LakeCatalog open(Path directory);

    @BeforeEach
    void createTable() {
        catalog = open(directory);
        Schema columns = new Schema(NestedField.optional(1, "id", Types.LongType.get()));
        table = catalog.create("shop", "orders", columns, PartitionSpec.unpartitioned(), Map.of());
    }

    @AfterEach
    void closeCatalog() {
        catalog.close();
    }

    @Test
    void dataAndPositionBecomeVisibleTogether() throws Exception {
        assertThat(committer.commit(table, request(Optional.empty(), token(1, 100), file("a"))))
                .isInstanceOf(Committed.class);
        LakeTable read = catalog.find("shop", "orders").orElseThrow();
        assertThat(read.token(JOB)).contains(token(1, 100));
        assertThat(files(read)).containsExactly("a");
    }

    @Test
    void aRunWithoutFilesMovesThePosition() {
        committer.commit(table, request(Optional.empty(), token(1, 100)));
        assertThat(committer.commit(table, request(Optional.of(token(1, 100)), token(2, 200))))
                .isInstanceOf(Committed.class);
        assertThat(table.refresh().token(JOB)).contains(token(2, 200));
    }

    @Test
    void aZombieCannotCommit() throws Exception {
        committer.commit(table, request(Optional.empty(), token(1, 100), file("a")));
        LakeTable zombiesView = catalog.find("shop", "orders").orElseThrow();
        committer.commit(table, request(Optional.of(token(1, 100)), token(2, 200), file("b")));

        CommitOutcome outcome =
                committer.commit(zombiesView, request(Optional.of(token(1, 100)), token(2, 300), file("c")));
        assertThat(outcome).isEqualTo(new Stale(Optional.of(token(2, 200))));
        assertThat(files(table.refresh())).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void theSameCommitTwiceIsOneCommit() throws Exception {
        CommitRequest request = request(Optional.empty(), token(1, 100), file("a"));
        committer.commit(table, request);
        assertThat(committer.commit(table, request)).isInstanceOf(Committed.class);
        assertThat(files(table.refresh())).containsExactly("a");
    }

    @Test
    void anOlderEpochIsRefused() {
        JobToken owner = new JobToken(JOB, 1, 7, "x", 100, Position.START);
        committer.commit(table, request(Optional.empty(), owner));
        JobToken late = new JobToken(JOB, 2, 6, "y", 200, Position.START);
        assertThat(committer.commit(table, request(Optional.of(owner), late))).isInstanceOf(Stale.class);
    }

    @Test
    void commitTimesOnlyGrow() {
        committer.commit(table, request(Optional.empty(), token(1, 100)));
        assertThat(committer.commit(table, request(Optional.of(token(1, 100)), token(2, 100))))
                .isEqualTo(new CommitTimePassed(100));
    }

    @Test
    void aLostAnswerIsResolvedByReadingBack() throws Exception {
        FaultyOperations operations = new FaultyOperations(table.operations());
        LakeTable faulty = new LakeTable(table.name(), new BaseTable(operations, "orders"));
        operations.loseNextAnswer();
        assertThat(committer.commit(faulty, request(Optional.empty(), token(1, 100), file("a"))))
                .isInstanceOf(Committed.class);
        assertThat(files(table.refresh())).containsExactly("a");
    }

    @Test
    void aCommitThatNeverArrivedIsDoneAgain() throws Exception {
        FaultyOperations operations = new FaultyOperations(table.operations());
        LakeTable faulty = new LakeTable(table.name(), new BaseTable(operations, "orders"));
        operations.loseNextRequest();
        assertThat(committer.commit(faulty, request(Optional.empty(), token(1, 100), file("a"))))
                .isInstanceOf(Committed.class);
        assertThat(files(table.refresh())).containsExactly("a");
    }

    @Test
    void anotherWriterInBetweenIsNoConflict() throws Exception {
        FaultyOperations operations = new FaultyOperations(table.operations());
        LakeTable faulty = new LakeTable(table.name(), new BaseTable(operations, "orders"));
        operations.beforeNextCommit(() -> catalog.find("shop", "orders")
                .orElseThrow()
                .iceberg()
                .newAppend()
                .appendFile(file("other"))
                .commit());
        assertThat(committer.commit(faulty, request(Optional.empty(), token(1, 100), file("a"))))
                .isInstanceOf(Committed.class);
        assertThat(files(table.refresh())).containsExactlyInAnyOrder("a", "other");
    }

    @Test
    void newColumnsComeWithTheData() {
        SchemaEvolution evolution = evolve("extra", Types.StringType.get());
        committer.commit(table, request(Optional.empty(), token(1, 100), evolution));
        assertThat(table.refresh().schema().findField("extra").fieldId()).isEqualTo(2);
        assertThat(table.metadata().lastColumnId()).isEqualTo(2);
    }

    @Test
    void filesWrittenUnderOtherFieldIdsAreRefused() {
        SchemaEvolution evolution = evolve("extra", Types.StringType.get());
        table.iceberg().updateSchema().addColumn("mine", Types.LongType.get()).commit();
        assertThat(committer.commit(table, request(Optional.empty(), token(1, 100), evolution)))
                .isInstanceOf(SchemaMoved.class);
    }

    @Test
    void theSameDiscoveryTwiceIsNoConflict() {
        SchemaEvolution first = evolve("extra", Types.StringType.get());
        SchemaEvolution second = evolve("extra", Types.StringType.get());
        committer.commit(table, request(Optional.empty(), token(1, 100), first));
        assertThat(committer.commit(table, request(Optional.of(token(1, 100)), token(2, 200), second)))
                .isInstanceOf(Committed.class);
    }

    @Test
    void aFileNamedTwiceIsRefused() {
        assertThatThrownBy(
                        () -> committer.commit(table, request(Optional.empty(), token(1, 100), file("a"), file("a"))))
                .isInstanceOf(MillraceException.class)
                .hasMessage("Cannot add a data file twice: a");
    }

    @Test
    void aBranchBecomesWhatReadersSeeInOneCommit() throws Exception {
        ShadowBranch.Builder builder = new ShadowBranch.Builder(JOB, ShadowBranch.shadowOf(JOB, "new"), 1);
        committer.commit(table, request(Optional.empty(), token(1, 100), file("a")));
        assertThat(ShadowBranch.claim(table, builder)).isEmpty();
        JobToken built = new JobToken(builder.shadowId(), 1, 1, "s", 150, Position.of(Map.of("orders/0", 30L)));
        CommitRequest build = request(Optional.empty(), built, file("b"));
        assertThat(committer.commit(table, build.on(ShadowBranch.NAME))).isInstanceOf(Committed.class);
        committer.commit(table, request(Optional.of(token(1, 100)), token(2, 140), file("c")));
        assertThat(files(table.refresh())).containsExactlyInAnyOrder("a", "c");

        Optional<JobToken> stale = Optional.of(token(1, 100));
        assertThat(ShadowBranch.swap(table, builder, stale, Optional.of(built), built.position()))
                .isEmpty();
        FaultyOperations operations = new FaultyOperations(table.operations());
        LakeTable faulty = new LakeTable(table.name(), new BaseTable(operations, "orders"));
        operations.loseNextAnswer();
        Optional<JobToken> last = Optional.of(token(2, 140));
        assertThat(ShadowBranch.swap(faulty, builder, last, Optional.of(built), built.position()))
                .contains(2L);

        LakeTable read = catalog.find("shop", "orders").orElseThrow();
        assertThat(files(read)).containsExactly("b");
        assertThat(read.token(JOB)).hasValueSatisfying(token -> {
            assertThat(token.run()).isEqualTo(3);
            assertThat(token.position()).isEqualTo(built.position());
        });
        assertThat(read.token(builder.shadowId())).isEmpty();
        assertThat(read.metadata().refs()).containsOnlyKeys("main");
        assertThat(ShadowBranch.claim(table, builder)).contains(2L);
        assertThatThrownBy(() -> committer.commit(
                        table,
                        request(Optional.of(built), built.at(Position.START), file("d"))
                                .on(ShadowBranch.NAME)))
                .hasMessageContaining("Cannot commit to a branch that is gone");
    }

    @Test
    void aBranchIsTakenOverAndDropped() throws Exception {
        String shadow = ShadowBranch.shadowOf(JOB, "new");
        committer.commit(table, request(Optional.empty(), token(1, 100), file("a")));
        ShadowBranch.claim(table, new ShadowBranch.Builder(JOB, shadow, 2));
        ShadowBranch.claim(table, new ShadowBranch.Builder(JOB, shadow, 3));
        assertThatThrownBy(() -> ShadowBranch.swap(
                        table,
                        new ShadowBranch.Builder(JOB, shadow, 2),
                        Optional.of(token(1, 100)),
                        Optional.empty(),
                        Position.START))
                .hasMessageContaining("Cannot go on with a backfill: another process does it");
        ShadowBranch.drop(table, JOB);
        assertThat(table.refresh().metadata().refs()).containsOnlyKeys("main");
        assertThat(files(table)).containsExactly("a");
    }

    @Test
    void rowsOfOthersAreNotSwappedAway() throws Exception {
        ShadowBranch.Builder builder = new ShadowBranch.Builder(JOB, ShadowBranch.shadowOf(JOB, "new"), 1);
        committer.commit(table, request(Optional.empty(), token(1, 100), file("a")));
        ShadowBranch.requireOnlyWriter(table, JOB);
        ShadowBranch.claim(table, builder);
        table.refresh().iceberg().newAppend().appendFile(file("other")).commit();
        assertThatThrownBy(() ->
                        ShadowBranch.swap(table, builder, Optional.of(token(1, 100)), Optional.empty(), Position.START))
                .hasMessageContaining("Cannot rebuild a table that others write to");
        assertThatThrownBy(() -> ShadowBranch.requireOnlyWriter(table, JOB))
                .hasMessageContaining("Cannot rebuild a table that others write to");
        assertThat(files(table.refresh())).containsExactlyInAnyOrder("a", "other");
    }

    private SchemaEvolution evolve(String column, org.apache.iceberg.types.Type type) {
        return Evolutions.withColumn(table, column, type);
    }

    private static JobToken token(long run, long commitTime) {
        UUID attempt = new UUID(run, commitTime);
        return new JobToken(JOB, run, 1, attempt.toString(), commitTime, Position.of(Map.of("orders/0", run * 10)));
    }

    private static CommitRequest request(Optional<JobToken> expected, JobToken next, DataFile... files) {
        return new CommitRequest(expected, next, Optional.empty(), List.of(files), Map.of());
    }

    private static CommitRequest request(Optional<JobToken> expected, JobToken next, SchemaEvolution evolution) {
        return new CommitRequest(expected, next, Optional.of(evolution), List.of(), Map.of());
    }

    private static DataFile file(String path) {
        return DataFiles.builder(PartitionSpec.unpartitioned())
                .withPath(path)
                .withFormat("parquet")
                .withFileSizeInBytes(10)
                .withRecordCount(1)
                .build();
    }

    private static List<String> files(LakeTable table) throws Exception {
        try (CloseableIterable<FileScanTask> tasks = table.iceberg().newScan().planFiles()) {
            List<String> files = new ArrayList<>();
            tasks.forEach(task -> files.add(task.file().location()));
            return files;
        }
    }
}
