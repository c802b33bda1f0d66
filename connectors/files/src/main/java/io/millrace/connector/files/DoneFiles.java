package io.millrace.connector.files;

import io.millrace.spi.source.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files a position says have been read: by name, {@code a.json} at 1, or as a run of numbered names,
 * {@code /orders-{001..250}.json} at 250, the number of names in it; no split begins with a slash.
 *
 * <p>Which of all names that ever were have been read cannot be told in bounded space, for a name may arrive at any
 * time, with any time of change. So nothing is guessed: runs say exactly which names they stand for, every other name
 * has an entry of its own, and entries end when their file is gone.
 */
final class DoneFiles {
    private static final Pattern RUN = Pattern.compile("/(.*)\\{(\\d{1,18})\\.\\.(\\d{1,18})}([^/]*)", Pattern.DOTALL);
    private static final int SHORTEST_RUN = 3;

    private final NavigableMap<String, Long> names = new TreeMap<>();
    private final Map<NumberedName.Series, NavigableMap<Long, Long>> runs = new HashMap<>();

    DoneFiles(Position position) {
        position.longs().forEach((key, value) -> {
            if (value == 1 || (value > 1 && !addRun(key, value))) {
                names.put(key, value);
            }
        });
    }

    boolean contains(String split) {
        if (names.containsKey(split)) {
            return true;
        }
        if (runs.isEmpty()) {
            return false;
        }
        Optional<NumberedName> name = NumberedName.parse(split);
        return name.isPresent() && inRun(name.get());
    }

    /**
     * Forgets names that are gone for good: their directory is gone from a location that still shows files that have
     * been read, or it still shows others of these itself. A directory without any may be a disk that is not mounted.
     */
    void forgetGone(Listing listing) {
        Map<String, Integer> shown = new HashMap<>();
        int[] total = new int[1];
        listing.files().keySet().forEach(split -> {
            if (contains(split)) {
                shown.merge(Listing.directory(split), 1, Integer::sum);
                total[0]++;
            }
        });
        names.keySet().removeIf(name -> {
            String directory = Listing.directory(name);
            boolean same = listing.directories().contains(directory) ? shown.containsKey(directory) : total[0] > 0;
            return same && !listing.files().containsKey(name);
        });
    }

    /** The smallest position that says the same. */
    Position toPosition() {
        Map<NumberedName.Series, NavigableMap<Long, Long>> all = new HashMap<>();
        runs.forEach((series, ranges) -> all.put(series, new TreeMap<>(ranges)));
        Map<String, Long> entries = new TreeMap<>();
        names.forEach((name, value) -> {
            Optional<NumberedName> numbered = NumberedName.parse(name);
            if (numbered.isPresent() && value == 1) {
                long number = numbered.get().number();
                all.computeIfAbsent(numbered.get().series(), series -> new TreeMap<>())
                        .merge(number, number, Math::max);
            } else {
                entries.put(name, value);
            }
        });
        all.forEach((series, ranges) -> write(series, ranges, entries));
        return Position.of(entries);
    }

    private boolean addRun(String key, long count) {
        Matcher matcher = RUN.matcher(key);
        if (!matcher.matches() || matcher.group(2).length() != matcher.group(3).length()) {
            return false;
        }
        NumberedName.Series series =
                new NumberedName.Series(matcher.group(1), matcher.group(2).length(), matcher.group(4));
        long first = Long.parseLong(matcher.group(2));
        long last = Long.parseLong(matcher.group(3));
        if (last - first + 1 != count) {
            return false;
        }
        runs.computeIfAbsent(series, any -> new TreeMap<>()).put(first, last);
        return true;
    }

    private boolean inRun(NumberedName name) {
        NavigableMap<Long, Long> ranges = runs.get(name.series());
        Entry<Long, Long> range = ranges == null ? null : ranges.floorEntry(name.number());
        return range != null && name.number() <= range.getValue();
    }

    /** Joins ranges that touch or overlap. */
    private static void write(NumberedName.Series series, NavigableMap<Long, Long> ranges, Map<String, Long> entries) {
        long first = -1;
        long last = -2;
        for (Entry<Long, Long> range : ranges.entrySet()) {
            if (range.getKey() > last + 1) {
                write(series, first, last, entries);
                first = range.getKey();
                last = range.getValue();
            } else {
                first = first < 0 ? range.getKey() : first;
                last = Math.max(last, range.getValue());
            }
        }
        write(series, first, last, entries);
    }

    private static void write(NumberedName.Series series, long first, long last, Map<String, Long> entries) {
        if (first < 0) {
            return;
        }
        long count = last - first + 1;
        if (count >= SHORTEST_RUN) {
            entries.put(series.run(first, last), count);
            return;
        }
        for (long number = first; number <= last; number++) {
            entries.put(series.name(number), 1L);
        }
    }
}
