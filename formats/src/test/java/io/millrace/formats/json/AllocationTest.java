package io.millrace.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.RejectSink;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int EVENTS = 20_000;
    private static final RejectSink NONE = (code, reason, bytes, from, to) -> {
        throw new AssertionError(reason);
    };

    @Test
    void nothingIsAllocatedPerRecord() {
        byte[][] events = Events.make(EVENTS, 3);
        JsonDecoder decoder = new JsonDecoder(DecodeSettings.DEFAULT);
        decode(decoder, events);
        decode(decoder, events);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        int rows = decode(decoder, events);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(rows).isEqualTo(EVENTS);
        assertThat(allocated).isLessThan(EVENTS);
    }

    private static int decode(JsonDecoder decoder, byte[][] events) {
        int rows = 0;
        for (byte[] event : events) {
            decoder.decode(event, 0, event.length, true, NONE);
            if (decoder.full()) {
                rows += decoder.rows();
                decoder.reset();
            }
        }
        rows += decoder.rows();
        decoder.reset();
        return rows;
    }
}
