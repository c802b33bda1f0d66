package io.millrace.server.simulation;

import io.millrace.lake.LakeTable;
import io.millrace.lake.commit.CommitRequest;
import io.millrace.lake.commit.Committer;
import io.millrace.lake.commit.JobToken;
import io.millrace.lake.parquet.EncodingHints;
import io.millrace.lake.schema.Conformer;
import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.lake.write.TableWriter;
import io.millrace.lake.write.WriteSettings;
import io.millrace.lake.write.WriteTarget;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.source.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.iceberg.DataFile;

/** A table that gets rows whose events are out of order, and what is in it. */
final class WindowSource {
    /** A row, with times in microseconds. */
    record Row(String k, long v, Optional<Long> event, long commit) {}

    private static final String JOB = new java.util.UUID(7, 7).toString();
    private static final long MINUTE = 60_000_000L;
    private static final long EVENTS = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() * 1_000_000;

    private final LakeTable table;
    private final Random random;
    private final List<Row> rows = new ArrayList<>();
    private long commit = Instant.parse("2026-06-01T00:00:00Z").getEpochSecond() * 1_000_000;
    private long now;
    private Optional<JobToken> token = Optional.empty();

    WindowSource(LakeTable table, Random random) {
        this.table = table;
        this.random = random;
    }

    List<Row> rows() {
        return rows;
    }

    /** Commits some rows: most of them of the last minutes, some older, few much older or of no time. */
    void commit() {
        commit += 100_000L * (1 + random.nextInt(30));
        now += random.nextInt(10);
        List<Row> added = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            added.add(new Row("k" + random.nextInt(3), random.nextInt(100), event(), commit));
        }
        rows.addAll(added);
        JobToken next = new JobToken(JOB, token.map(JobToken::run).orElse(0L) + 1, 1, "a", commit, Position.START);
        WriteTarget target = WriteTarget.of(table.refresh());
        new Committer()
                .commit(
                        table,
                        new CommitRequest(
                                token, next, Optional.of(target.evolution()), write(target, added), Map.of()));
        token = Optional.of(next);
    }

    private Optional<Long> event() {
        long minutes = switch (random.nextInt(12)) {
            case 0 -> now - random.nextInt(400);
            case 1, 2 -> now - random.nextInt(60);
            default -> now - random.nextInt(6);
        };
        return random.nextInt(25) == 0 ? Optional.empty() : Optional.of(EVENTS + minutes * MINUTE + random.nextInt(3));
    }

    private List<DataFile> write(WriteTarget target, List<Row> added) {
        List<DataFile> files = new ArrayList<>();
        int half = random.nextInt(added.size() + 1);
        for (List<Row> part : List.of(added.subList(0, half), added.subList(half, added.size()))) {
            if (!part.isEmpty()) {
                files.addAll(file(target, part, JOB + "-" + commit + "-" + files.size()));
            }
        }
        return files;
    }

    private static List<DataFile> file(WriteTarget target, List<Row> part, String name) {
        Column k = new Column("k");
        Column v = new Column("v");
        Column event = new Column("_event_time");
        Column commit = new Column("_commit_time");
        for (int i = 0; i < part.size(); i++) {
            Row row = part.get(i);
            byte[] text = row.k().getBytes(StandardCharsets.UTF_8);
            int at = i;
            k.bytes(Kind.STRING).append(i, text, 0, text.length);
            v.longs(Kind.BIGINT).append(i, row.v());
            row.event().ifPresent(micros -> event.longs(Kind.TIMESTAMP).append(at, micros));
            commit.longs(Kind.TIMESTAMP).append(i, row.commit());
        }
        SchemaEvolution evolution = target.evolution().copy();
        try (TableWriter writer = new TableWriter(target, name, WriteSettings.DEFAULT, new EncodingHints())) {
            writer.write(
                    new Conformer(evolution).conform(new Batch(part.size(), List.of(k, v, event, commit))),
                    evolution.schema());
            return writer.finish();
        }
    }
}
