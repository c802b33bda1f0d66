package io.millrace.server.simulation;

import io.millrace.connector.generator.Dirt;
import io.millrace.connector.generator.OrdersTemplate;
import io.millrace.lake.LakeTable;
import io.millrace.lake.catalog.LakeCatalog;
import io.millrace.lake.commit.Committer;
import io.millrace.lake.commit.JobToken;
import io.millrace.lake.scan.ScanPlanner;
import io.millrace.lake.scan.ScannedFile;
import io.millrace.lake.scan.TableScan;
import io.millrace.lake.scan.TableVersion;
import io.millrace.spi.source.Position;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What must hold after every commit, whatever happened; read from the tables by a bystander. */
final class Invariants {
    private final LakeTable staging;
    private final LakeTable rejects;
    private final String jobId;
    private final OrdersTemplate orders;
    private final int partitions;
    private final List<String> violations = new ArrayList<>();
    private long lastCommitTime = Long.MIN_VALUE;
    private Position lastPosition = Position.START;

    Invariants(LakeCatalog catalog, String jobId, OrdersTemplate orders, int partitions) {
        this.staging = catalog.find("s", "orders").orElseThrow();
        this.rejects = catalog.find("s", "orders__rejects").orElseThrow();
        this.jobId = jobId;
        this.orders = orders;
        this.partitions = partitions;
    }

    List<String> violations() {
        return violations;
    }

    Position position() {
        return token(staging);
    }

    void check(String when) {
        Position read = token(staging);
        Position rejected = token(rejects);
        expect(when + ": rows", good(read), rows(staging));
        if (!read.furthest(rejected).equals(read)) {
            violations.add(when + ": rejects are ahead of rows: " + rejected + ", " + read);
        }
        expect(when + ": rejects", bad(rejected), rows(rejects));
        long commitTime = Committer.lastCommitTime(staging.metadata());
        boolean moved = !read.equals(lastPosition);
        if (moved ? commitTime <= lastCommitTime : commitTime != lastCommitTime) {
            violations.add(when + ": commit time " + commitTime + " after " + lastCommitTime + ", moved: " + moved);
        }
        lastPosition.offsets().forEach((split, offset) -> {
            if (!offset.equals(BigInteger.ZERO) && !read.covers(split, offset.subtract(BigInteger.ONE))) {
                violations.add(when + ": position went back to " + read + " from " + lastPosition);
            }
        });
        lastCommitTime = commitTime;
        lastPosition = read;
    }

    /** That nothing is pending when the job is at its end. */
    void checkEnd() {
        expect("end: rejects", bad(token(staging)), rows(rejects));
    }

    private void expect(String what, long expected, long actual) {
        if (expected != actual) {
            violations.add(what + " are " + actual + " instead of " + expected);
        }
    }

    private Position token(LakeTable table) {
        Optional<JobToken> token = table.refresh().token(jobId);
        return token.map(JobToken::position).orElse(Position.START);
    }

    private long rows(LakeTable table) {
        TableScan scan = ScanPlanner.plan(table, new TableVersion.Current());
        for (ScannedFile file : scan.files()) {
            if (!Files.exists(Path.of(file.location()))) {
                violations.add("a file is gone: " + file.location());
            }
        }
        return scan.records();
    }

    private long good(Position position) {
        return count(position, false);
    }

    private long bad(Position position) {
        return count(position, true);
    }

    private long count(Position position, boolean broken) {
        long count = 0;
        for (int partition = 0; partition < partitions; partition++) {
            long end = position.find("events/" + partition, 0);
            for (long offset = 0; offset < end; offset++) {
                count += (orders.dirt(partition, offset) == Dirt.TRUNCATED) == broken ? 1 : 0;
            }
        }
        return count;
    }
}
