package io.millrace.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.source.Position;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LineageTest {
    /** Stands for the end of a shard. */
    private static final long END = -1;

    private static final Shard A = closed("a", 0);
    private static final Shard B = open("b", 0);
    private static final Shard A1 = open("a1", 200, "a");
    private static final Shard A2 = closed("a2", 200, "a");
    private static final Shard M = open("m", 400, "a2", "b");

    private final Lineage lineage = new Lineage("s", List.of(A, B, A1, A2));

    @Test
    void readsParentsFirst() {
        assertThat(lineage.readable(Position.START)).containsExactly(A, B);
        assertThat(lineage.readable(at(Map.of("a", 100L)))).containsExactly(A, B);
        assertThat(lineage.readable(at(Map.of("a", END)))).containsExactly(A1, A2, B);
    }

    @Test
    void readsAShardWhoseParentIsGone() {
        assertThat(new Lineage("s", List.of(A1, A2)).readable(Position.START)).containsExactly(A1, A2);
    }

    @Test
    void waitsForBothParentsOfAMerge() {
        Lineage merged = new Lineage("s", List.of(closed("b", 0), A2, M));

        assertThat(merged.readable(at(Map.of("a2", END)))).extracting(Shard::id).containsExactly("b");
        assertThat(merged.readable(at(Map.of("a2", END, "b", END)))).containsExactly(M);
    }

    @Test
    void remembersChildrenAndForgetsParents() {
        Position read = at(Map.of("a", END, "b", 7L));
        Position known = lineage.compact(read);
        assertThat(known).isEqualTo(at(Map.of("a", END, "b", 7L, "a1", 0L, "a2", 0L)));

        Lineage later = new Lineage("s", List.of(B, A1, A2));
        assertThat(later.compact(known)).isEqualTo(at(Map.of("b", 7L, "a1", 0L, "a2", 0L)));
        assertThat(later.hasSuccessor("a", known)).isTrue();
        assertThat(later.hasSuccessor("a", read)).isFalse();
    }

    @Test
    void readsNothingAgainOfAParentThatWasForgottenAndIsListedStill() {
        assertThat(lineage.readable(at(Map.of("b", 7L, "a1", 0L, "a2", 250L)))).containsExactly(A1, A2, B);
    }

    private static Position at(Map<String, Long> offsets) {
        TreeMap<String, BigInteger> named = new TreeMap<>();
        offsets.forEach(
                (shard, offset) -> named.put("s/" + shard, offset == END ? Shard.END : BigInteger.valueOf(offset)));
        return new Position(named);
    }

    private static Shard open(String id, long starting, String... parents) {
        return new Shard(id, List.of(parents), BigInteger.valueOf(starting), false);
    }

    private static Shard closed(String id, long starting, String... parents) {
        return new Shard(id, List.of(parents), BigInteger.valueOf(starting), true);
    }
}
