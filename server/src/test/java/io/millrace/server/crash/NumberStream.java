package io.millrace.server.crash;

import io.millrace.server.TestKinesis;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Puts numbered records into the shards of a stream at a steady pace; every tenth is no JSON. */
final class NumberStream implements AutoCloseable {
    private static final int SPLIT_EVERY = 40;

    private final String stream;
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private long written;
    private long batches;

    NumberStream(String stream) {
        this.stream = stream;
    }

    void start(int records, long everyMillis) {
        pace.scheduleAtFixedRate(() -> put(records), 0, everyMillis, TimeUnit.MILLISECONDS);
    }

    /** Ends the stream; what it has put is there for good. */
    void stop() throws InterruptedException {
        pace.shutdown();
        if (!pace.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("cannot stop writing");
        }
    }

    synchronized List<String> rows() {
        return numbers().filter(n -> !isBroken(n)).mapToObj(Long::toString).toList();
    }

    synchronized List<String> rejects() {
        return numbers()
                .filter(NumberStream::isBroken)
                .mapToObj(NumberStream::text)
                .toList();
    }

    @Override
    public void close() {
        pace.shutdownNow();
    }

    private synchronized void put(int records) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            values.add(text(written + i));
        }
        TestKinesis.put(stream, values);
        written += records;
        batches++;
        if (batches % SPLIT_EVERY == 0) {
            TestKinesis.split(stream);
        }
    }

    private LongStream numbers() {
        return LongStream.range(0, written);
    }

    private static boolean isBroken(long number) {
        return number % 10 == 9;
    }

    private static String text(long number) {
        return "{\"n\":" + number + (isBroken(number) ? "" : "}");
    }
}
