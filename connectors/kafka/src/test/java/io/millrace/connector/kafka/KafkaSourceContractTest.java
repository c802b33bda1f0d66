package io.millrace.connector.kafka;

import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceColumn;
import io.millrace.testing.source.SourceContract;
import java.util.EnumSet;
import java.util.Set;

class KafkaSourceContractTest extends SourceContract {
    private static final int PARTITIONS = 3;

    private final String topic = SharedBroker.newTopic(PARTITIONS);
    private int written;

    @Override
    protected Set<Ability> abilities() {
        return EnumSet.of(Ability.NEW_SPLITS, Ability.GOES_AWAY, Ability.TAKES_ANY_BYTES, Ability.KNOWS_NOW);
    }

    @Override
    protected Source open() {
        return SharedBroker.open(topic);
    }

    @Override
    protected void grow(int payloads) {
        SharedBroker.write(writer -> {
            for (int i = 0; i < payloads; i++) {
                writer.send(topic, written % PARTITIONS, "{\"n\":" + written + "}");
                written++;
            }
        });
    }

    @Override
    protected void addSplit(int payloads) {
        SharedBroker.topics(topics -> topics.addPartitions(topic, PARTITIONS + 1));
        SharedBroker.write(writer -> {
            for (int i = 0; i < payloads; i++) {
                writer.send(topic, PARTITIONS, "{\"new\":" + i + "}");
            }
        });
    }

    @Override
    protected void goAway() {
        SharedBroker.broker().stop();
    }

    @Override
    protected void comeBack() {
        SharedBroker.broker().start();
    }

    @Override
    protected void write(byte[] payload) {
        SharedBroker.write(writer -> writer.send(topic, 0, payload));
    }

    @Override
    protected boolean always(SourceColumn column) {
        return !Set.of("_key", "_key_bytes", "_headers").contains(column.name());
    }
}
