package io.millrace.connector.kafka;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import org.apache.kafka.common.TopicPartition;

/** The names that positions have for partitions and topics. */
final class Partition {
    private Partition() {}

    /** The split {@code orders/3}. */
    static String split(TopicPartition partition) {
        return partition.topic() + "/" + partition.partition();
    }

    static boolean isSplit(String name) {
        return name.indexOf('/') > 0;
    }

    static TopicPartition parse(String split) {
        int slash = split.lastIndexOf('/');
        try {
            return new TopicPartition(split.substring(0, slash), Integer.parseInt(split.substring(slash + 1)));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new MillraceException(ErrorCode.INTERNAL_ERROR, "Cannot read split: " + split, e);
        }
    }

    /**
     * The entry {@code orders@Zx1...} of a position, always at 0: it tells a topic from another one of the same name
     * that was created after the first was deleted. Neither character may be part of a topic's name.
     */
    static String identity(String topic, String id) {
        return topic + "@" + id;
    }

    /** The topic of either kind of entry. */
    static String topic(String name) {
        int end = isSplit(name) ? name.lastIndexOf('/') : name.indexOf('@');
        return name.substring(0, end);
    }

    static boolean isIdentityOf(String name, String topic) {
        return name.startsWith(topic + "@");
    }
}
