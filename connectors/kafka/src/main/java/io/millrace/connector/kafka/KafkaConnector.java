package io.millrace.connector.kafka;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.Connector;
import io.millrace.spi.source.Source;
import java.time.InstantSource;

/**
 * Topics of a Kafka cluster. A split is a partition, named {@code topic/partition}; an offset is Kafka's own.
 *
 * <p>Only committed messages are read. A message without a value is a payload without bytes: it yields no row.
 */
public final class KafkaConnector implements Connector {
    private final InstantSource clock;

    /** @param clock decides how old the list of partitions may be */
    public KafkaConnector(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public String type() {
        return "KAFKA";
    }

    @Override
    public OptionSet connectionOptions() {
        return KafkaOptions.CONNECTION;
    }

    @Override
    public OptionSet sourceOptions() {
        return KafkaOptions.SOURCE;
    }

    @Override
    public Source open(Options connection, Options source) {
        return new KafkaSource(
                KafkaOptions.topics(source),
                KafkaOptions.missingTopicAllowed(source),
                ClientProperties.of(connection, source),
                clock);
    }
}
