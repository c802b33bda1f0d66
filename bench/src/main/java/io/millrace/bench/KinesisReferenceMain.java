package io.millrace.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * Reads all records of a stream with the client of AWS, one thread a shard, as often as Kinesis allows, and throws them
 * away. Arguments: stream, how many records it has, addresses of the service; each is read through once.
 */
final class KinesisReferenceMain {
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private KinesisReferenceMain() {}

    public static void main(String[] arguments) throws Exception {
        // Emulators answer CBOR wrongly.
        System.setProperty("aws.cborEnabled", "false");
        long expected = Long.parseLong(arguments[1]);
        for (int i = 2; i < arguments.length; i++) {
            try (KinesisClient client = client(URI.create(arguments[i]))) {
                readAll(client, arguments[0], expected);
            }
        }
    }

    private static KinesisClient client(URI endpoint) {
        return KinesisClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static void readAll(KinesisClient client, String stream, long expected) throws Exception {
        List<Shard> shards =
                client.listShards(request -> request.streamName(stream)).shards();
        AtomicLong left = new AtomicLong(expected);
        ExecutorService threads = Executors.newFixedThreadPool(shards.size());
        try {
            List<Callable<Long>> reads = new ArrayList<>();
            shards.forEach(shard -> reads.add(() -> read(client, stream, shard.shardId(), left)));
            for (Future<Long> read : threads.invokeAll(reads)) {
                read.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    /** Reads a shard until nothing is left of any; the bytes of its records. */
    private static long read(KinesisClient client, String stream, String shard, AtomicLong left)
            throws InterruptedException {
        String iterator = client.getShardIterator(request ->
                        request.streamName(stream).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        long bytes = 0;
        while (left.get() > 0) {
            String next = iterator;
            long due = System.nanoTime() + PACE_NANOS;
            GetRecordsResponse response = client.getRecords(request -> request.shardIterator(next));
            bytes += response.records().stream()
                    .mapToLong(record -> record.data().asByteArrayUnsafe().length)
                    .sum();
            iterator = response.nextShardIterator();
            if (left.addAndGet(-response.records().size()) > 0) {
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            }
        }
        return bytes;
    }
}
