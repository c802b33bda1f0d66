package io.millrace.bench.jmh;

import io.millrace.lake.stats.TableSketcher;
import io.millrace.spi.batch.Batch;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.Schema;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Columns to the statistics of a task. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SketchBenchmark {
    private static final int ROUNDS = 5;

    private final Decoded events = new Decoded();
    private final List<Batch> batches = events.batches();
    private final Schema schema = events.schema();

    /** One event of a task; how many blobs there are. */
    @Benchmark
    @OperationsPerInvocation(ROUNDS * Decoded.EVENTS)
    public int sketch() {
        TableSketcher sketcher = new TableSketcher();
        for (int round = 0; round < ROUNDS; round++) {
            batches.forEach(batch -> sketcher.add(batch, schema));
        }
        return sketcher.finish().size();
    }
}
