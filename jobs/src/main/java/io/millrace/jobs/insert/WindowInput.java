package io.millrace.jobs.insert;

import static java.util.Objects.requireNonNull;

import io.millrace.kernel.window.Window;
import io.millrace.kernel.window.WindowReading;
import io.millrace.kernel.window.WindowReading.Part;
import io.millrace.lake.LakeTable;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.scan.TimeLog;
import io.millrace.lake.scan.TimeLog.TimedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the runs of a job with windows read. Rows count if the watermark before their commit had not passed the end of their
 * window by more than the allowed lateness. As watermarks only grow, a row that a window takes tells that it took all rows
 * that came before; so the window can be computed again from the table, and from those files alone whose event times touch
 * it. Files of events that no open window can have are forgotten. Used by one thread.
 */
final class WindowInput {
    private final Window window;
    private final long lateness;
    private final long fromCommit;
    private final LakeTable source;
    private final TimeLog log;
    private final Optional<TimeLog> published;
    private final Watermark watermark;
    private final List<TimedFile> files = new ArrayList<>();
    private final List<TimedFile> sessions = new ArrayList<>();
    private long looked = Long.MIN_VALUE;

    /**
     * @param lateness in microseconds
     * @param fromCommit the first commit that the job reads; what came before is in no window and moves no watermark
     * @param target where the windows are published
     * @param columns of the target
     */
    WindowInput(
            Window window, long lateness, long fromCommit, LakeTable source, LakeTable target, WindowColumns columns) {
        this.window = requireNonNull(window, "window is null");
        this.lateness = lateness;
        this.fromCommit = fromCommit;
        this.source = requireNonNull(source, "source is null");
        this.log = new TimeLog(source, SystemColumns.EVENT_TIME, SystemColumns.EVENT_TIME);
        this.published =
                window.merges() ? Optional.of(new TimeLog(target, columns.start(), columns.end())) : Optional.empty();
        this.watermark = new Watermark();
    }

    /** @param start of the run, a commit time; what was committed before is published already */
    WindowedRows plan(long start, long end) {
        look(start);
        List<TimedFile> fresh = files.stream()
                .filter(file ->
                        file.file().lastCommitMicros() >= start && file.file().firstCommitMicros() < end)
                .toList();
        long least = fresh.stream().mapToLong(TimedFile::first).min().orElse(Long.MAX_VALUE);
        long greatest = fresh.stream().mapToLong(TimedFile::last).max().orElse(Long.MIN_VALUE);
        long from = Math.max(least, open(start));
        long[] events = from > greatest ? new long[] {0, 0} : events(from, greatest);
        List<TimedFile> read = files.stream()
                .filter(file -> file.file().firstCommitMicros() < end
                        && file.file().lastCommitMicros() >= fromCommit
                        && file.overlaps(events[0], events[1]))
                .toList();
        long known = window.merges()
                ? read.stream()
                        .mapToLong(file -> file.file().firstCommitMicros())
                        .reduce(start, Math::min)
                : start;
        return new WindowedRows(
                window,
                source.schema(),
                source.io(),
                new WindowReading(
                        Part.IN_TIME,
                        lateness,
                        fromCommit,
                        start,
                        end,
                        events[0],
                        events[1],
                        watermark.marks(known, end)),
                fresh.stream().map(TimedFile::file).toList(),
                read,
                sessions.stream()
                        .filter(file -> file.overlaps(events[0], events[1]))
                        .toList());
    }

    /** How many files of the table are remembered. */
    int kept() {
        return files.size();
    }

    /** The events of all windows that rows of events in {@code [from, to]} may be in: from the first, up to the second. */
    private long[] events(long from, long to) {
        if (!window.merges()) {
            return new long[] {window.firstStart(from), window.lastEnd(to)};
        }
        long[] events = {from, to + 1};
        long gap = window.sizeMicros();
        for (TimedFile file : sessions) {
            if (file.last() >= from && file.first() <= to + gap) {
                events[0] = Math.min(events[0], file.first());
                events[1] = Math.max(events[1], file.last() + 1);
            }
        }
        return events;
    }

    /** The least event time of a row that comes at a commit or later and that some window takes. */
    private long open(long commit) {
        return watermark
                .before(commit)
                .map(micros -> earliest(micros - lateness))
                .orElse(Long.MIN_VALUE);
    }

    /** The least event time of a row that is in a window that ends after a time. */
    private long earliest(long end) {
        return window.merges() ? end - window.sizeMicros() + 1 : window.firstStart(end);
    }

    /**
     * Follows the table; to be called more often than its snapshots are forgotten, as otherwise all of its files are looked at.
     * So they are when runs were abandoned and the job goes back, for which some are forgotten already.
     *
     * @param start of the next run
     */
    void look(long start) {
        boolean goesBack = start < looked;
        looked = start;
        Optional<List<TimedFile>> added = log.look().filter(files -> !goesBack);
        added.ifPresentOrElse(watermark::add, () -> watermark.read(log, fromCommit));
        long open = open(start);
        published.ifPresent(target -> follow(target, target.look().filter(files -> !goesBack), sessions, open));
        long needed = needed(open);
        if (added.isEmpty()) {
            files.clear();
            log.each(file -> keep(file, start, needed));
        } else {
            List<TimedFile> before = new ArrayList<>(files);
            files.clear();
            before.forEach(file -> keep(file, start, needed));
            added.get().forEach(file -> keep(file, start, needed));
        }
        watermark.forgetBefore(files.stream()
                .mapToLong(file -> file.file().firstCommitMicros())
                .reduce(start, Math::min));
    }

    /** The least event time of a row that an open window may have. */
    private long needed(long open) {
        if (open == Long.MIN_VALUE) {
            return open;
        }
        return window.merges()
                ? sessions.stream().mapToLong(TimedFile::first).reduce(open, Math::min)
                : window.firstStart(open);
    }

    private void keep(TimedFile file, long start, long needed) {
        boolean read = file.file().lastCommitMicros() >= fromCommit;
        if (read && (file.file().lastCommitMicros() >= start || file.last() >= needed)) {
            files.add(file);
        }
    }

    /** Keeps of the published sessions those that rows may still join. */
    private static void follow(TimeLog target, Optional<List<TimedFile>> added, List<TimedFile> kept, long open) {
        if (added.isEmpty()) {
            kept.clear();
            target.each(kept::add);
        } else {
            kept.addAll(added.get());
        }
        kept.removeIf(file -> file.last() < open);
    }
}
