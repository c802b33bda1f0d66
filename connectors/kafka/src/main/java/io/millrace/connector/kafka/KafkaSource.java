package io.millrace.connector.kafka;

import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.FairShare;
import io.millrace.spi.source.PayloadReader;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceColumn;
import io.millrace.spi.source.SplitRange;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** The topics that one job reads. */
final class KafkaSource implements Source {
    private final Topics topics;
    private final ConsumerPool pool;
    private final Traffic traffic = new Traffic();

    KafkaSource(TopicNames names, boolean missingAllowed, ClientProperties properties, InstantSource clock) {
        this.topics = new Topics(names, missingAllowed, properties, clock);
        this.pool = new ConsumerPool(properties);
    }

    @Override
    public List<SourceColumn> columns() {
        return KafkaColumns.SCHEMA;
    }

    @Override
    public void validate() {
        topics.stable(topics.require().partitions().keySet());
    }

    @Override
    public Position start(StartPoint point) {
        Topics.Layout layout = topics.refresh();
        Map<String, Long> offsets = named(layout, offsets(layout, point));
        layout.ids().forEach((topic, id) -> offsets.put(Partition.identity(topic, id), 0L));
        return Position.of(offsets);
    }

    /** For an instant in the future this is what there is now: ask again when the time has come. */
    @Override
    public Position end(StartPoint point) {
        Topics.Layout layout = topics.refresh();
        return Position.of(named(layout, offsets(layout, point)));
    }

    @Override
    public List<SplitRange> next(Position position, RunLimit limit) {
        Topics.Layout layout = layout(position);
        Continuity continuity = Continuity.check(topics, layout, position);
        continuity.requireUnbroken();

        List<TopicPartition> partitions = List.copyOf(layout.partitions().keySet());
        long[] from = new long[partitions.size()];
        long[] available = new long[partitions.size()];
        for (int i = 0; i < from.length; i++) {
            from[i] = continuity.from(partitions.get(i));
            available[i] = continuity.available(partitions.get(i));
        }
        long[] share = FairShare.divide(available, room(limit));

        List<SplitRange> ranges = new ArrayList<>();
        for (int i = 0; i < from.length; i++) {
            if (share[i] > 0) {
                String split = layout.partitions().get(partitions.get(i));
                ranges.add(SplitRange.of(split, from[i], from[i] + share[i], share[i] * traffic.meanBytes()));
            }
        }
        return ranges;
    }

    @Override
    public Position skipLost(Position position) {
        return Continuity.check(topics, topics.refresh(), position).mended();
    }

    /**
     * A topic that a pattern meant and that another of its name has replaced is forgotten. One that is merely not seen is
     * not: it may be hidden for a while.
     */
    @Override
    public Position renewed(Position position) {
        Topics.Layout layout = topics.layout();
        Map<String, Long> renewed = new TreeMap<>(position.longs());
        layout.ids().forEach((topic, id) -> {
            if (topics.mayGo(topic) && !renewed.containsKey(Partition.identity(topic, id))) {
                boolean replaced = renewed.keySet().removeIf(name -> Partition.isIdentityOf(name, topic));
                if (replaced) {
                    renewed.keySet().removeIf(name -> name.startsWith(topic + "/"));
                    renewed.put(Partition.identity(topic, id), 0L);
                }
            }
        });
        return Position.of(renewed);
    }

    /** Topics that came after the job began get their identity here. */
    @Override
    public Position compact(Position position) {
        Map<String, Long> all = new TreeMap<>(position.longs());
        topics.layout().ids().forEach((topic, id) -> {
            boolean read = all.keySet().stream().anyMatch(name -> name.startsWith(topic + "/"));
            boolean known = all.keySet().stream().anyMatch(name -> Partition.isIdentityOf(name, topic));
            if (read && !known) {
                all.put(Partition.identity(topic, id), 0L);
            }
        });
        return Position.of(all);
    }

    @Override
    public boolean hasReached(Position position, Position end) {
        return renewed(position).equals(position) && Source.super.hasReached(position, end);
    }

    /** What is known of a topic that was deleted and created again says nothing about the new one. */
    @Override
    public Position reached(Position position, List<SplitRange> ranges) {
        Map<String, Long> reached = new LinkedHashMap<>(position.longs());
        topics.layout().ids().forEach((topic, id) -> {
            boolean known = reached.keySet().stream().anyMatch(name -> Partition.isIdentityOf(name, topic));
            if (known && !reached.containsKey(Partition.identity(topic, id))) {
                reached.keySet().removeIf(name -> name.startsWith(topic + "/"));
            }
        });
        return Position.of(reached);
    }

    @Override
    public Map<String, Long> backlog(Position position) {
        Topics.Layout layout = layout(position);
        Map<TopicPartition, Long> oldest = topics.oldest(layout.partitions().keySet());
        Map<String, Long> backlog = new LinkedHashMap<>();
        topics.stable(layout.partitions().keySet()).forEach((partition, end) -> {
            String split = layout.partitions().get(partition);
            long from = Math.max(oldest.get(partition), position.find(split, 0));
            backlog.put(split, Math.max(0, end - from));
        });
        return backlog;
    }

    @Override
    public PayloadReader read(List<SplitRange> ranges) {
        return new KafkaPayloadReader(pool, traffic, ranges);
    }

    @Override
    public void close() {
        topics.close();
        pool.close();
    }

    /** The layout, made anew when the position knows a partition that it does not. */
    private Topics.Layout layout(Position position) {
        Topics.Layout layout = topics.layout();
        boolean known =
                position.offsets().keySet().stream().filter(Partition::isSplit).allMatch(layout.splits()::contains);
        return known ? layout : topics.refresh();
    }

    private Map<TopicPartition, Long> offsets(Topics.Layout layout, StartPoint point) {
        if (point instanceof StartPoint.At at) {
            return topics.at(layout.partitions().keySet(), at.instant());
        }
        return point instanceof StartPoint.Now
                ? topics.stable(layout.partitions().keySet())
                : topics.oldest(layout.partitions().keySet());
    }

    private static Map<String, Long> named(Topics.Layout layout, Map<TopicPartition, Long> offsets) {
        Map<String, Long> named = new LinkedHashMap<>();
        offsets.forEach((partition, offset) -> named.put(layout.partitions().get(partition), offset));
        return named;
    }

    private long room(RunLimit limit) {
        long mean = traffic.meanBytes();
        long byBytes = mean == 0 ? Long.MAX_VALUE : limit.bytes() / mean;
        return Math.max(1, Math.min(limit.payloads(), byBytes));
    }
}
