package io.millrace.connector.http;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.FairShare;
import io.millrace.spi.source.PayloadReader;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceColumn;
import io.millrace.spi.source.SourceUse;
import io.millrace.spi.source.SplitRange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The streams that one job reads, out of their logs. */
final class HttpSource implements Source {
    private final SourceUse use;
    private final List<String> streams;
    private final HttpConnector connector;
    private final Path directory;
    /** The logs that were served when they were last looked for; they can be read when they no longer are. */
    private final Map<String, StreamLog> known = new ConcurrentHashMap<>();

    HttpSource(SourceUse use, List<String> streams, HttpConnector connector, Path directory) {
        this.use = use;
        this.streams = streams;
        this.connector = connector;
        this.directory = directory;
    }

    @Override
    public List<SourceColumn> columns() {
        return HttpColumns.SCHEMA;
    }

    @Override
    public void validate() {
        // A stream is there as soon as a job reads it.
    }

    @Override
    public Position start(StartPoint point) {
        return at(point);
    }

    @Override
    public Position end(StartPoint point) {
        return at(point);
    }

    @Override
    public List<SplitRange> next(Position position, RunLimit limit) {
        connector.intake(use.connection()).ifPresent(Intake::requireOpen);
        int count = streams.size();
        List<Records> records = streams.stream().map(this::records).toList();
        long[] from = new long[count];
        long[] available = new long[count];
        for (int i = 0; i < count; i++) {
            from[i] = from(position, streams.get(i), records.get(i));
            available[i] = records.get(i).end() - from[i];
        }
        long[] share = FairShare.divide(available, Math.max(1, limit.payloads()));
        List<SplitRange> ranges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (share[i] > 0) {
                long full = records.get(i).after(from[i], Math.max(1, limit.bytes() / count));
                long to = Math.min(from[i] + share[i], Math.max(full, from[i] + 1));
                ranges.add(SplitRange.of(
                        streams.get(i), from[i], to, records.get(i).bytes(from[i], to)));
            }
        }
        return ranges;
    }

    @Override
    public Position skipLost(Position position) {
        Map<String, Long> mended = new TreeMap<>();
        for (String stream : streams) {
            Records records = records(stream);
            long read = position.find(stream, records.oldest());
            boolean lost = read < records.oldest() || read > records.end();
            mended.put(stream, lost ? records.oldest() : read);
        }
        return Position.of(mended);
    }

    @Override
    public void committed(Position position, List<SplitRange> ranges) {
        resumed(position);
    }

    @Override
    public void resumed(Position position) {
        for (String stream : streams) {
            Optional<StreamBuffer> buffer = connector.intake(use.connection()).flatMap(intake -> intake.find(stream));
            try {
                if (buffer.isPresent()) {
                    buffer.get().committed(use.jobId(), position.find(stream, 0));
                }
            } catch (IOException e) {
                throw failure("clear away what was read of stream " + stream, e);
            }
        }
    }

    @Override
    public Map<String, Long> backlog(Position position) {
        Map<String, Long> backlog = new TreeMap<>();
        for (String stream : streams) {
            Records records = records(stream);
            long from = Math.max(records.oldest(), position.find(stream, 0));
            backlog.put(stream, Math.max(0, records.end() - from));
        }
        return backlog;
    }

    @Override
    public PayloadReader read(List<SplitRange> ranges) {
        return new HttpPayloadReader(ranges, this::records);
    }

    @Override
    public void close() {
        // The logs belong to the connection.
    }

    static MillraceException failure(String action, IOException cause) {
        return new MillraceException(
                ErrorCode.SOURCE_UNAVAILABLE, "Cannot " + action + ": " + cause.getMessage(), cause);
    }

    private Records records(String stream) {
        Optional<StreamBuffer> served = connector.intake(use.connection()).flatMap(intake -> intake.find(stream));
        if (served.isPresent()) {
            known.put(stream, served.get().log());
        }
        StreamLog log = known.get(stream);
        if (log != null) {
            return log;
        }
        try {
            return Records.look(directory.resolve(stream));
        } catch (IOException e) {
            throw failure("look at the log of stream " + stream, e);
        }
    }

    private static long from(Position position, String stream, Records records) {
        long oldest = records.oldest();
        long read = position.find(stream, oldest);
        if (read < oldest || read > records.end()) {
            throw new MillraceException(
                            ErrorCode.POSITION_LOST,
                            "Cannot go on after position: stream " + stream + " was read up to offset " + read
                                    + ", its log has offsets " + oldest + " to " + records.end())
                    .withHint("were its files deleted? ALTER JOB ... SET ON_POSITION_LOST = CONTINUE lets the job go on"
                            + " with the oldest that there is");
        }
        return read;
    }

    private Position at(StartPoint point) {
        Map<String, Long> offsets = new TreeMap<>();
        for (String stream : streams) {
            Records records = records(stream);
            if (point instanceof StartPoint.At at) {
                offsets.put(stream, firstAt(stream, records, ChronoUnit.MICROS.between(Instant.EPOCH, at.instant())));
            } else {
                offsets.put(stream, point instanceof StartPoint.Now ? records.end() : records.oldest());
            }
        }
        return Position.of(offsets);
    }

    /** Bodies are in the order of their times. */
    private long firstAt(String stream, Records records, long timeMicros) {
        long end = records.end();
        SplitRange all = SplitRange.of(stream, records.oldest(), end, 0);
        try (PayloadReader reader = read(List.of(all))) {
            while (reader.next()) {
                if (reader.timeMicros() >= timeMicros) {
                    return reader.offset().longValueExact();
                }
            }
        }
        return end;
    }
}
