package io.millrace.bench;

import io.millrace.bench.CallRelay.Call;
import java.util.Comparator;
import java.util.List;

/**
 * How records were pulled out of a stream, from the first call of GetRecords to the last that brought any.
 *
 * @param calls how many
 * @param wallSeconds from the first to the last
 * @param callSeconds of all calls together, which are under way beside each other
 * @param busySeconds in which at least one was under way
 * @param from when the first began, as {@link System#nanoTime}
 */
record Pulls(int calls, double wallSeconds, double callSeconds, double busySeconds, long from) {
    private static final double NANOS = 1e9;
    /** An answer without records is shorter, and one with a record longer. */
    private static final int EMPTY_ANSWER = 1100;

    /** @throws IllegalStateException when no call brought a record */
    static Pulls of(List<Call> all) {
        long from = all.stream().mapToLong(Call::from).min().orElse(0);
        long to = all.stream()
                .filter(call -> call.answerBytes() > EMPTY_ANSWER)
                .mapToLong(Call::to)
                .max()
                .orElseThrow(() -> new IllegalStateException("no call brought records: " + all));
        List<Call> calls = all.stream()
                .filter(call -> call.from() < to)
                .sorted(Comparator.comparingLong(Call::from))
                .toList();
        long together = 0;
        long busy = 0;
        long counted = from;
        for (Call call : calls) {
            long end = Math.min(to, call.to());
            together += end - call.from();
            busy += Math.max(0, end - Math.max(counted, call.from()));
            counted = Math.max(counted, end);
        }
        return new Pulls(calls.size(), (to - from) / NANOS, together / NANOS, busy / NANOS, from);
    }

    /** Calls that were under way, on average. */
    double callsUnderWay() {
        return callSeconds / wallSeconds;
    }

    /** The share of the time in which a call was under way: for the rest the client kept the service waiting. */
    double busyShare() {
        return busySeconds / wallSeconds;
    }
}
