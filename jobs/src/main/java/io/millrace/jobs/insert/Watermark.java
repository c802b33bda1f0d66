package io.millrace.jobs.insert;

import io.millrace.kernel.window.WindowReading.Mark;
import io.millrace.lake.scan.TimeLog;
import io.millrace.lake.scan.TimeLog.TimedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Up to which events a table is known to have come, commit by commit: the greatest event time of the rows of all commits so
 * far. The event time of a row counts as that of its commit if it is greater, so that one clock that is wrong cannot close
 * all windows. All times are in microseconds since 1970.
 */
final class Watermark {
    private final NavigableMap<Long, Long> marks = new TreeMap<>();

    /** Adds files that were committed after all others. */
    void add(List<TimedFile> files) {
        NavigableMap<Long, Long> greatest = new TreeMap<>();
        files.forEach(file -> count(file, greatest));
        advance(greatest);
    }

    /** Begins anew with all files of a table that were committed at a time or later. */
    void read(TimeLog log, long fromCommit) {
        marks.clear();
        NavigableMap<Long, Long> greatest = new TreeMap<>();
        log.each(file -> {
            if (file.file().lastCommitMicros() >= fromCommit) {
                count(file, greatest);
            }
        });
        advance(greatest);
    }

    /** Commits before some are not asked for any more. */
    void forgetBefore(long commit) {
        Long last = marks.lowerKey(commit);
        if (last != null) {
            marks.headMap(last).clear();
        }
    }

    /** The watermark before a commit. */
    Optional<Long> before(long commit) {
        return Optional.ofNullable(marks.lowerEntry(commit)).map(Map.Entry::getValue);
    }

    /** All that tells the watermarks before commits in {@code [start, end)}. */
    List<Mark> marks(long start, long end) {
        Long first = marks.lowerKey(start);
        List<Mark> needed = new ArrayList<>();
        marks.subMap(first == null ? start : first, Math.max(end, first == null ? start : first))
                .forEach((commit, micros) -> needed.add(new Mark(commit, micros)));
        return needed;
    }

    private static void count(TimedFile file, NavigableMap<Long, Long> greatest) {
        if (file.first() <= file.last()) {
            long commit = file.file().lastCommitMicros();
            greatest.merge(commit, Math.min(file.last(), commit), Math::max);
        }
    }

    private void advance(NavigableMap<Long, Long> greatest) {
        greatest.forEach((commit, micros) -> {
            Map.Entry<Long, Long> last = marks.lastEntry();
            if (last == null || micros > last.getValue()) {
                marks.put(commit, micros);
            }
        });
    }
}
