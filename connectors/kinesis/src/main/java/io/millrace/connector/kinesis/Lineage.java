package io.millrace.connector.kinesis;

import io.millrace.spi.source.Position;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The shards of a stream and how they came from one another, held against a position. A shard is read only when those
 * it came from have been read to their ends, so that the records of a partition key stay in order.
 */
final class Lineage {
    private final String stream;
    private final Map<String, Shard> shards = new TreeMap<>();
    private final Map<String, List<Shard>> children = new HashMap<>();

    Lineage(String stream, List<Shard> listed) {
        this.stream = stream;
        listed.forEach(shard -> shards.put(shard.id(), shard));
        listed.forEach(shard -> shard.parents()
                .forEach(parent -> children.computeIfAbsent(parent, any -> new ArrayList<>())
                        .add(shard)));
    }

    Optional<Shard> find(String id) {
        return Optional.ofNullable(shards.get(id));
    }

    /** All shards, oldest first. */
    List<Shard> all() {
        return List.copyOf(shards.values());
    }

    String split(Shard shard) {
        return stream + "/" + shard.id();
    }

    /** The name of the shard that an entry of a position is about; empty for other entries. */
    Optional<String> shardOf(String entry) {
        return entry.startsWith(stream + "/") ? Optional.of(entry.substring(stream.length() + 1)) : Optional.empty();
    }

    boolean knows(Position position) {
        return position.offsets().keySet().stream()
                .allMatch(entry -> shardOf(entry).map(shards::containsKey).orElse(true));
    }

    /** The shards that may be read at {@code position}, oldest first. */
    List<Shard> readable(Position position) {
        Set<String> begun = begun(position);
        return shards.values().stream()
                .filter(shard -> !isDone(shard, position, begun))
                .filter(shard -> listedParents(shard).allMatch(parent -> isDone(parent, position, begun)))
                .toList();
    }

    /** Whether a shard that is gone was read to its end: only then a child of it is in the position. */
    boolean hasSuccessor(String gone, Position position) {
        Set<String> begun = begun(position);
        return children.getOrDefault(gone, List.of()).stream().anyMatch(child -> begun.contains(child.id()));
    }

    /**
     * The same position with an entry at 0 for each shard whose parents have been read to their ends, and without
     * entries of shards that are gone and were.
     */
    Position compact(Position position) {
        TreeMap<String, BigInteger> offsets = new TreeMap<>(position.offsets());
        Set<String> begun = begun(position);
        for (Shard shard : shards.values()) {
            boolean next = listedParents(shard).findAny().isPresent()
                    && listedParents(shard).allMatch(parent -> isDone(parent, position, begun));
            if (next && !begun.contains(shard.id())) {
                offsets.put(split(shard), BigInteger.ZERO);
            }
        }
        Position grown = new Position(offsets);
        offsets.keySet()
                .removeIf(entry -> shardOf(entry)
                        .filter(id -> !shards.containsKey(id) && hasSuccessor(id, grown))
                        .isPresent());
        return new Position(offsets);
    }

    private boolean isDone(Shard shard, Position position, Set<String> begun) {
        BigInteger read = position.offsets().get(split(shard));
        if (read == null) {
            return children.getOrDefault(shard.id(), List.of()).stream().anyMatch(child -> begun.contains(child.id()));
        }
        return read.equals(Shard.END);
    }

    /** Shards that the position names, and all that they came from. */
    private Set<String> begun(Position position) {
        Set<String> begun = new HashSet<>();
        List<Shard> open = new ArrayList<>();
        for (Shard shard : shards.values()) {
            if (position.offsets().containsKey(split(shard))) {
                open.add(shard);
            }
        }
        while (!open.isEmpty()) {
            Shard shard = open.remove(open.size() - 1);
            if (begun.add(shard.id())) {
                listedParents(shard).forEach(open::add);
            }
        }
        return begun;
    }

    private Stream<Shard> listedParents(Shard shard) {
        return shard.parents().stream().map(shards::get).filter(parent -> parent != null);
    }
}
