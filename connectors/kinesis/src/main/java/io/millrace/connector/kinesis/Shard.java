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
 * @param closed whether it gets no more records
 */
record Shard(String id, List<String> parents, BigInteger starting, boolean closed) {
    /** The offset behind all that a closed shard has: above every sequence number, which has 129 digits at most. */
    static final BigInteger END = BigInteger.TEN.pow(129);

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
                listed.sequenceNumberRange().endingSequenceNumber() != null);
    }
}
