package io.millrace.bench.jmh;

import io.millrace.spi.decode.Decoder;
import java.util.concurrent.TimeUnit;
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

/** JSON to columns, with discovery. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecodeBenchmark {
    private final Decoded events = new Decoded();
    private final Decoder decoder = Decoded.decoder();

    /** One event; the rows that it became. */
    @Benchmark
    @OperationsPerInvocation(Decoded.EVENTS)
    public long decode() {
        long rows = 0;
        for (int event = 0; event < Decoded.EVENTS; event++) {
            events.decode(event, decoder);
            if (decoder.full()) {
                rows += decoder.rows();
                decoder.reset();
            }
        }
        rows += decoder.rows();
        decoder.reset();
        return rows;
    }
}
