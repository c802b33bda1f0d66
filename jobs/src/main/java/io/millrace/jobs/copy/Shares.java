package io.millrace.jobs.copy;

import io.millrace.spi.source.SplitRange;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Cuts the ranges of a run into shares of about the same size, one a task. */
final class Shares {
    private static final long SMALLEST_PAYLOADS = 5_000;
    private static final long SMALLEST_BYTES = 4 << 20;

    private Shares() {}

    /** At most {@code most} shares, none of them tiny; order within a split is kept within a share. */
    static List<List<SplitRange>> cut(List<SplitRange> ranges, int most) {
        long payloads = ranges.stream().mapToLong(SplitRange::payloads).sum();
        long bytes = ranges.stream().mapToLong(SplitRange::bytes).sum();
        long worthwhile = Math.max(payloads / SMALLEST_PAYLOADS, bytes / SMALLEST_BYTES);
        int count = (int) Math.max(1, Math.min(most, worthwhile));
        if (count == 1) {
            return List.of(List.copyOf(ranges));
        }

        boolean byBytes = bytes > 0;
        long total = byBytes ? bytes : payloads;
        List<SplitRange> pieces = new ArrayList<>();
        for (SplitRange range : ranges) {
            pieces.addAll(split(range, weight(range, byBytes), Math.max(1, total / count)));
        }
        pieces.sort(Comparator.comparingLong((SplitRange piece) -> weight(piece, byBytes))
                .reversed());

        List<List<SplitRange>> shares = new ArrayList<>();
        long[] loads = new long[count];
        for (int i = 0; i < count; i++) {
            shares.add(new ArrayList<>());
        }
        for (SplitRange piece : pieces) {
            int least = least(loads);
            shares.get(least).add(piece);
            loads[least] += weight(piece, byBytes);
        }
        shares.removeIf(List::isEmpty);
        shares.forEach(share -> share.sort(Comparator.comparing(SplitRange::split)
                .thenComparing(SplitRange::from)
                .thenComparing(range -> range.part().first())));
        return shares;
    }

    private static List<SplitRange> split(SplitRange range, long weight, long share) {
        long length = range.payloads();
        long pieces = Math.min(length, (weight + share - 1) / share);
        if (pieces <= 1 || !range.dense()) {
            return List.of(range);
        }
        List<SplitRange> cut = new ArrayList<>();
        for (long i = 0; i < pieces; i++) {
            long from = length * i / pieces;
            long to = length * (i + 1) / pieces;
            BigInteger first = range.from().add(BigInteger.valueOf(from));
            BigInteger end = range.from().add(BigInteger.valueOf(to));
            cut.add(new SplitRange(range.split(), first, end, to - from, range.bytes() / pieces));
        }
        return cut;
    }

    private static long weight(SplitRange range, boolean byBytes) {
        return byBytes ? range.bytes() : range.payloads();
    }

    private static int least(long[] loads) {
        int least = 0;
        for (int i = 1; i < loads.length; i++) {
            least = loads[i] < loads[least] ? i : least;
        }
        return least;
    }
}
