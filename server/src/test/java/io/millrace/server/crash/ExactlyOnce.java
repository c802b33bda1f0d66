package io.millrace.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares what is there with what should be; tells what is lost, repeated or strange instead of printing it all. */
final class ExactlyOnce {
    private ExactlyOnce() {}

    static void verify(String what, List<String> actual, List<String> expected) {
        Map<String, Integer> counts = new HashMap<>();
        expected.forEach(item -> counts.merge(item, 1, Integer::sum));
        actual.forEach(item -> counts.merge(item, -1, Integer::sum));
        List<String> lost = new ArrayList<>();
        List<String> surplus = new ArrayList<>();
        new TreeMap<>(counts).forEach((item, count) -> {
            if (count > 0) {
                lost.add(item);
            } else if (count < 0) {
                surplus.add(item + " x " + -count);
            }
        });
        assertThat(lost).as(what + ": lost").isEmpty();
        assertThat(surplus).as(what + ": repeated or strange").isEmpty();
    }
}
