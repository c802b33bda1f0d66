package io.millrace.formats.json;

import io.millrace.spi.decode.DecodeSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Prints the CPU seconds that decoding a million events takes, round by round. Arguments: rounds, distinct events. */
final class DecodeSpeed {
    private static final int EVENTS = 1_000_000;

    private DecodeSpeed() {}

    public static void main(String[] args) {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 8;
        int distinct = args.length > 1 ? Integer.parseInt(args[1]) : 200_000;
        byte[][] events = Events.make(distinct, 1);
        long size = 0;
        for (byte[] event : events) {
            size += event.length;
        }
        System.out.printf("%d bytes an event%n", size / distinct);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        JsonDecoder decoder = new JsonDecoder(DecodeSettings.DEFAULT);
        for (int round = 0; round < rounds; round++) {
            long before = threads.getCurrentThreadCpuTime();
            long rows = run(decoder, events);
            double seconds = (threads.getCurrentThreadCpuTime() - before) / 1e9;
            System.out.printf(
                    "%d rows, %.3f CPU s per million events, %.0f MB/s%n", rows, seconds, size / seconds / distinct);
        }
    }

    private static long run(JsonDecoder decoder, byte[][] events) {
        long rows = 0;
        for (int i = 0; i < EVENTS; i++) {
            byte[] event = events[i % events.length];
            decoder.decode(event, 0, event.length, true, (code, reason, bytes, from, to) -> {
                throw new IllegalStateException(reason);
            });
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
