package io.millrace.bench.jmh;

import io.millrace.lake.parquet.EncodingHints;
import io.millrace.lake.parquet.ParquetWriteOptions;
import io.millrace.lake.parquet.ParquetWriter;
import io.millrace.spi.batch.Batch;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.Schema;
import org.apache.iceberg.inmemory.InMemoryOutputFile;
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

/** Columns to a Parquet file in memory, with statistics. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EncodeBenchmark {
    private final Decoded events = new Decoded();
    private final List<Batch> batches = events.batches();
    private final Schema schema = events.schema();
    private final EncodingHints hints = new EncodingHints();

    /** One event; the length of the file. */
    @Benchmark
    @OperationsPerInvocation(Decoded.EVENTS)
    public long encode() {
        ParquetWriter writer =
                ParquetWriter.create(schema, new InMemoryOutputFile(), ParquetWriteOptions.defaults(), hints);
        batches.forEach(writer::write);
        return writer.close().length();
    }
}
