package io.millrace.connector.kinesis;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.Connector;
import io.millrace.spi.source.Source;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * Streams of Amazon Kinesis. A split is a shard, named {@code stream/shard}; an offset is one more than the sequence
 * number of the last record read, or 0. A shard that is closed and has been read to its end is at {@link Shard#END};
 * only then are the shards read that came from it.
 *
 * <p>Where a range ends is learnt by reading: what planning fetches is kept in memory, bounded, for the tasks of this
 * process. What is not there any more is read from Kinesis again.
 */
public final class KinesisConnector implements Connector {
    private static final int CALLS_AT_ONCE = 8;
    private static final long LEAST_AHEAD = 16L << 20;
    private static final long MOST_AHEAD = 256L << 20;

    private final InstantSource clock;
    private final ReadAhead readAhead;
    private final ExecutorService calls;

    /**
     * @param clock decides how often Kinesis is asked
     * @param threads of daemons, for calls about several shards at once
     */
    public KinesisConnector(InstantSource clock, ThreadFactory threads) {
        this(
                clock,
                threads,
                Math.min(MOST_AHEAD, Math.max(LEAST_AHEAD, Runtime.getRuntime().maxMemory() / 8)));
    }

    KinesisConnector(InstantSource clock, ThreadFactory threads, long bytesAhead) {
        this.clock = requireNonNull(clock, "clock is null");
        this.readAhead = new ReadAhead(clock, bytesAhead);
        this.calls = Executors.newFixedThreadPool(CALLS_AT_ONCE, threads);
    }

    @Override
    public String type() {
        return "KINESIS";
    }

    @Override
    public OptionSet connectionOptions() {
        return KinesisOptions.CONNECTION;
    }

    @Override
    public OptionSet sourceOptions() {
        return KinesisOptions.SOURCE;
    }

    @Override
    public Source open(Options connection, Options source) {
        StreamApi api = new StreamApi(
                KinesisOptions.stream(source),
                KinesisOptions.missingStreamAllowed(source),
                KinesisOptions.access(connection));
        return new KinesisSource(api, source.get(KinesisOptions.COMPRESSION), readAhead, calls, clock);
    }
}
