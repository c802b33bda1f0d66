package io.millrace.testing.source;

import io.millrace.spi.source.PayloadReader;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SplitRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a source as a job would until nothing more is available.
 *
 * @param payloads in the order in which they were read
 * @param position behind them
 */
public record Drain(List<Payload> payloads, Position position) {
    private static final RunLimit ALL = new RunLimit(1_000_000, 1L << 40);

    public static Drain all(Source source, Position from) {
        return in(source, from, ALL);
    }

    /** Reads in runs of {@code limit}. */
    public static Drain in(Source source, Position from, RunLimit limit) {
        List<Payload> payloads = new ArrayList<>();
        Position position = from;
        List<SplitRange> ranges = source.next(position, limit);
        while (!ranges.isEmpty()) {
            payloads.addAll(read(source, ranges));
            position = position.advance(ranges);
            ranges = source.next(position, limit);
        }
        return new Drain(payloads, position);
    }

    /** All payloads of the ranges. */
    public static List<Payload> read(Source source, List<SplitRange> ranges) {
        List<Payload> payloads = new ArrayList<>();
        try (PayloadReader reader = source.read(ranges)) {
            while (reader.next()) {
                payloads.add(Payload.take(reader));
            }
        }
        return payloads;
    }
}
