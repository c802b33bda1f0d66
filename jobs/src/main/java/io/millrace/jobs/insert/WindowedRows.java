package io.millrace.jobs.insert;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.task.TaskRelation;
import io.millrace.kernel.BatchCursor;
import io.millrace.kernel.BoundSelect;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.Projection;
import io.millrace.kernel.RelationLookup;
import io.millrace.kernel.relation.Relation;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.NameDefaults;
import io.millrace.kernel.select.RunTimes;
import io.millrace.kernel.window.Window;
import io.millrace.kernel.window.WindowReading;
import io.millrace.kernel.window.WindowReading.Part;
import io.millrace.lake.scan.ScannedFile;
import io.millrace.lake.scan.TimeLog.TimedFile;
import io.millrace.lake.storage.FileCache;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Schema;
import org.apache.iceberg.io.FileIO;

/**
 * What a task reads of the table of a query with windows. Of the files that the bounds of event times leave, those are read
 * that have rows of the windows that the rows of the run are in.
 *
 * @param schema of the table
 * @param reading of the rows that windows take
 * @param fresh the files of the run
 * @param files that may have rows of the windows that the run changes
 * @param sessions the files of the target with the sessions that its rows may join
 */
record WindowedRows(
        Window window,
        Schema schema,
        FileIO io,
        WindowReading reading,
        List<ScannedFile> fresh,
        List<TimedFile> files,
        List<TimedFile> sessions)
        implements Serializable {
    WindowedRows {
        requireNonNull(window, "window is null");
        requireNonNull(schema, "schema is null");
        requireNonNull(io, "io is null");
        requireNonNull(reading, "reading is null");
        fresh = List.copyOf(fresh);
        files = List.copyOf(files);
        sessions = List.copyOf(sessions);
    }

    /** The rows of the run that no window takes. */
    TaskRelation late() {
        return relation(
                fresh,
                window,
                new WindowReading(
                        Part.LATE,
                        reading.latenessMicros(),
                        reading.fromCommit(),
                        reading.startCommit(),
                        reading.endCommit(),
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        reading.marks()));
    }

    /** The rows of all windows that rows of the run are in. */
    TaskRelation changed(
            AnalyzedSelect select,
            NameDefaults defaults,
            RunTimes times,
            FileCache.Lease lease,
            KernelSession session) {
        Touched touched = touched(select, defaults, times, lease, session);
        if (touched.isEmpty()) {
            return relation(List.of(), window, reading);
        }
        List<ScannedFile> read = files.stream()
                .filter(file -> touched.overlaps(file.first(), file.last()))
                .map(TimedFile::file)
                .toList();
        return relation(
                read,
                window,
                reading.between(
                        Math.max(reading.fromEvent(), touched.first()), Math.min(reading.toEvent(), touched.last())));
    }

    /** Of sessions: where rows of the run are, a gap around them, and the sessions there. */
    private Touched touched(
            AnalyzedSelect select,
            NameDefaults defaults,
            RunTimes times,
            FileCache.Lease lease,
            KernelSession session) {
        long gap = window.merges() ? window.sizeMicros() : 0;
        Window asked = window.merges() ? new Window(Window.Kind.TUMBLE, gap, gap) : window;
        WindowReading taken = new WindowReading(
                Part.IN_TIME,
                reading.latenessMicros() + gap,
                reading.startCommit(),
                reading.startCommit(),
                reading.endCommit(),
                reading.fromEvent(),
                reading.toEvent(),
                reading.marks());
        Relation local = relation(fresh, asked, taken).relation(lease);
        RelationLookup lookup = use -> local;
        BoundSelect bound = session.bind(session.bounds(select, defaults), lookup);
        Touched touched = new Touched();
        try (BatchCursor cursor = session.stream(Projection.stored(bound), lookup, times)) {
            for (Optional<Batch> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                LongVector from = next.get().columns().get(0).longs(Kind.BIGINT);
                LongVector to = next.get().columns().get(1).longs(Kind.BIGINT);
                for (int i = 0; i < from.size(); i++) {
                    touched.add(from.values()[i] - gap, to.values()[i] + gap);
                }
            }
        }
        return touched.joined(sessions);
    }

    private TaskRelation relation(List<ScannedFile> read, Window by, WindowReading how) {
        return new TaskRelation(schema, read, io).windowed(by, how);
    }
}
