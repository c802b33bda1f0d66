package io.millrace.testing.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Makes and fills streams of an emulator. What a method does is done when it returns. */
public final class KinesisStreams {
    private static final int BATCH = 250;
    private static final int PATIENCE = 2000;

    private final KinesisCalls calls;

    public KinesisStreams(URI endpoint) {
        this.calls = new KinesisCalls(endpoint);
    }

    /** @param open whether it takes records */
    public record Shard(String id, BigInteger firstHash, BigInteger lastHash, boolean open) {}

    public void create(String stream, int shards) {
        calls.call("CreateStream", named(stream).put("ShardCount", shards));
        awaitActive(stream);
    }

    public void delete(String stream) {
        calls.call("DeleteStream", named(stream));
        await(() -> !exists(stream));
    }

    /** All shards that are listed, in the order of their names. */
    public List<Shard> shards(String stream) {
        List<Shard> shards = new ArrayList<>();
        for (JsonNode shard : calls.call("ListShards", named(stream)).get("Shards")) {
            JsonNode hashes = shard.get("HashKeyRange");
            shards.add(new Shard(
                    shard.get("ShardId").textValue(),
                    new BigInteger(hashes.get("StartingHashKey").textValue()),
                    new BigInteger(hashes.get("EndingHashKey").textValue()),
                    !shard.get("SequenceNumberRange").hasNonNull("EndingSequenceNumber")));
        }
        return shards;
    }

    public List<Shard> openShards(String stream) {
        return shards(stream).stream().filter(Shard::open).toList();
    }

    /** Puts records into the shard whose hashes begin at {@code shard.firstHash()}. */
    public void put(String stream, Shard shard, String key, List<byte[]> records) {
        for (int from = 0; from < records.size(); from += BATCH) {
            ObjectNode request = named(stream);
            ArrayNode list = request.putArray("Records");
            for (byte[] record : records.subList(from, Math.min(records.size(), from + BATCH))) {
                list.addObject()
                        .put("Data", Base64.getEncoder().encodeToString(record))
                        .put("PartitionKey", key)
                        .put("ExplicitHashKey", shard.firstHash().toString());
            }
            JsonNode answer = calls.call("PutRecords", request);
            if (answer.get("FailedRecordCount").intValue() > 0) {
                throw new IllegalStateException("not all records were put: " + answer);
            }
        }
    }

    /** Splits a shard in the middle. */
    public void split(String stream, Shard shard) {
        BigInteger middle = shard.firstHash().add(shard.lastHash()).shiftRight(1);
        calls.call(
                "SplitShard",
                named(stream).put("ShardToSplit", shard.id()).put("NewStartingHashKey", middle.toString()));
        awaitActive(stream);
    }

    /** Merges a shard and the next. */
    public void merge(String stream, Shard shard, Shard next) {
        calls.call("MergeShards", named(stream).put("ShardToMerge", shard.id()).put("AdjacentShardToMerge", next.id()));
        awaitActive(stream);
    }

    /** Gives the stream another number of shards; {@link KinesisEmulator#complete} alone can. */
    public void resize(String stream, int shards) {
        calls.call(
                "UpdateShardCount",
                named(stream).put("TargetShardCount", shards).put("ScalingType", "UNIFORM_SCALING"));
        awaitActive(stream);
    }

    private void awaitActive(String stream) {
        await(() -> "ACTIVE".equals(status(stream)));
    }

    private String status(String stream) {
        return calls.call("DescribeStreamSummary", named(stream))
                .get("StreamDescriptionSummary")
                .get("StreamStatus")
                .textValue();
    }

    private boolean exists(String stream) {
        for (JsonNode name :
                calls.call("ListStreams", KinesisCalls.JSON.createObjectNode()).get("StreamNames")) {
            if (name.textValue().equals(stream)) {
                return true;
            }
        }
        return false;
    }

    /** Each look is a call over the network, which is pause enough. */
    private static void await(BooleanSupplier condition) {
        for (int i = 0; i < PATIENCE; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
        }
        throw new IllegalStateException("the emulator does not get there");
    }

    private static ObjectNode named(String stream) {
        return KinesisCalls.JSON.createObjectNode().put("StreamName", stream);
    }
}
