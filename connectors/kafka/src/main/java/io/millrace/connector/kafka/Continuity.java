package io.millrace.connector.kafka;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Whether what follows a position is still there, and what to say and to do when it is not. */
final class Continuity {
    private final Topics.Layout layout;
    private final Position position;
    private final Map<TopicPartition, Long> oldest;
    private final Map<TopicPartition, Long> stable;
    private final Map<TopicPartition, Long> ends;
    private final Topics topics;
    private final Set<String> recreated = new HashSet<>();
    private final List<String> losses = new ArrayList<>();

    private Continuity(Topics.Layout layout, Position position, Topics topics) {
        this.layout = layout;
        this.topics = topics;
        this.position = position;
        Set<TopicPartition> partitions = layout.partitions().keySet();
        this.oldest = topics.oldest(partitions);
        this.stable = topics.stable(partitions);
        boolean beyond = stable.entrySet().stream().anyMatch(entry -> read(entry.getKey()) > entry.getValue());
        // The stable end may stand behind the position for a while when leadership moves; the end itself may not.
        this.ends = beyond ? topics.ends(partitions) : stable;
    }

    static Continuity check(Topics topics, Topics.Layout layout, Position position) {
        Continuity continuity = new Continuity(layout, position, topics);
        layout.ids().forEach(continuity::checkIdentity);
        layout.partitions().forEach(continuity::checkPartition);
        continuity.checkGone();
        return continuity;
    }

    /** Throws POSITION_LOST when something is missing. */
    void requireUnbroken() {
        if (!losses.isEmpty()) {
            throw new MillraceException(
                            ErrorCode.POSITION_LOST, "Cannot go on after position: " + String.join("; ", losses))
                    .withHint(
                            "the source no longer has these messages; ALTER JOB ... SET ON_POSITION_LOST = CONTINUE lets the"
                                    + " job go on with the oldest that it has");
        }
    }

    /** Where to read on; the oldest message kept for a partition that was not read before. */
    long from(TopicPartition partition) {
        return Math.max(read(partition), oldest.get(partition));
    }

    /** How many offsets may be read; none of a topic that was replaced, until the position is renewed. */
    long available(TopicPartition partition) {
        boolean replaced = recreated.contains(partition.topic());
        return replaced ? 0 : Math.max(0, stable.get(partition) - from(partition));
    }

    /** The position with what is lost replaced by the oldest kept, and the topics that exist now. */
    Position mended() {
        Map<String, Long> mended = new TreeMap<>(position.longs());
        mended.keySet().removeIf(this::isForgotten);
        layout.partitions().forEach((partition, split) -> {
            if (mended.containsKey(split) && broken(partition)) {
                mended.put(split, oldest.get(partition));
            }
        });
        layout.ids().forEach((topic, id) -> mended.put(Partition.identity(topic, id), 0L));
        return Position.of(mended);
    }

    private boolean isForgotten(String name) {
        String topic = Partition.topic(name);
        boolean absent = !layout.ids().containsKey(topic);
        return !layout.splits().contains(name) && !(absent && topics.mayGo(topic));
    }

    private void checkIdentity(String topic, String id) {
        boolean known = position.offsets().keySet().stream().anyMatch(name -> Partition.isIdentityOf(name, topic));
        if (known && !position.offsets().containsKey(Partition.identity(topic, id))) {
            recreated.add(topic);
            if (!topics.mayGo(topic)) {
                losses.add("topic " + topic + " was deleted and created again");
            }
        }
    }

    private void checkPartition(TopicPartition partition, String split) {
        if (recreated.contains(partition.topic()) || !broken(partition)) {
            return;
        }
        long read = read(partition);
        if (read < oldest.get(partition)) {
            losses.add(split + " is to be read from offset " + read + ", the oldest kept is " + oldest.get(partition)
                    + ": " + (oldest.get(partition) - read) + " offsets are lost");
        } else {
            losses.add(split + " was read up to offset " + read + ", but ends at " + ends.get(partition)
                    + ": it was deleted and created again, or lost its end");
        }
    }

    private void checkGone() {
        for (String name : position.offsets().keySet()) {
            if (Partition.isSplit(name)
                    && !layout.splits().contains(name)
                    && !topics.mayGo(Partition.parse(name).topic())) {
                losses.add(name + " was read up to offset " + position.offsets().get(name) + ", but does not exist");
            }
        }
    }

    private boolean broken(TopicPartition partition) {
        if (recreated.contains(partition.topic())) {
            return true;
        }
        long read = read(partition);
        return read >= 0 && (read < oldest.get(partition) || read > ends.get(partition));
    }

    /** The offset read up to, or -1. */
    private long read(TopicPartition partition) {
        return position.find(layout.partitions().get(partition), -1);
    }
}
