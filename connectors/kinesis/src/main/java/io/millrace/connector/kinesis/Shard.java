package io.millrace.connector.kinesis;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A shard as the stream lists it.
 *
 * @param parents the shards it came from; the stream may no longer list them
 * @param starting no record has a lower sequence number
 * @param ending of a closed shard: no record has a higher sequence number
 */
record Shard(String id, List<String> parents, BigInteger starting, Optional<BigInteger> ending) {
    Shard {
        requireNonNull(id, "id is null");
        parents = List.copyOf(parents);
    }

    static Shard of(software.amazon.awssdk.services.kinesis.model.Shard listed) {
        return new Shard(
                listed.shardId(),
                Stream.of(
                                Optional.ofNullable(listed.parentShardId()),
                                Optional.ofNullable(listed.adjacentParentShardId()))
                        .flatMap(Optional::stream)
                        .toList(),
                new BigInteger(listed.sequenceNumberRange().startingSequenceNumber()),
                Optional.ofNullable(listed.sequenceNumberRange().endingSequenceNumber())
                        .map(BigInteger::new));
    }

    /** The offset of a position behind all that this shard has or will have; of a closed shard only. */
    Optional<BigInteger> end() {
        return ending.map(BigInteger.ONE::add);
    }
}
