package io.millrace.connector.kafka;

import java.util.concurrent.atomic.LongAdder;

/** How large messages have been so far, for planning by bytes. Safe for use by several threads. */
final class Traffic {
    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    void add(long moreMessages, long moreBytes) {
        messages.add(moreMessages);
        bytes.add(moreBytes);
    }

    /** The mean size of a message, at least 1; 0 when none has been seen. */
    long meanBytes() {
        long count = messages.sum();
        return count == 0 ? 0 : Math.max(1, bytes.sum() / count);
    }
}
