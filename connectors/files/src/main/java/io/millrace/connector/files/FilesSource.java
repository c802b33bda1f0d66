package io.millrace.connector.files;

import io.millrace.connector.files.object.DatePattern;
import io.millrace.connector.files.object.ObjectOptions;
import io.millrace.connector.files.read.FileColumns;
import io.millrace.connector.files.read.FileCutter;
import io.millrace.connector.files.read.FilePayloadReader;
import io.millrace.connector.files.read.Storage;
import io.millrace.connector.files.read.StoredFile;
import io.millrace.formats.compress.Compression;
import io.millrace.spi.decode.Splitting;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.Options;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.PayloadReader;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceColumn;
import io.millrace.spi.source.SplitRange;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that one job reads. */
final class FilesSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(FilesSource.class);

    private final Location location;
    private final Storage storage;
    private final Compression compression;
    private final Settling settling;
    private final Optional<DatePattern> dates;
    private final FileCutter cutter;
    private final boolean deletes;
    private final InstantSource clock;
    private Optional<Listing> planned = Optional.empty();

    /** @param options of {@link FilesOptions#SOURCE} */
    FilesSource(Location location, Options options, InstantSource clock) {
        this.location = location;
        this.storage = new LocalStorage(location.root());
        this.compression = options.get(FilesOptions.COMPRESSION);
        this.settling = new Settling(options.get(FilesOptions.SETTLE_TIME));
        this.dates = options.find(FilesOptions.DATE_PATTERN);
        this.cutter = new FileCutter(storage, compression, ObjectOptions.pieceBytes(options));
        this.deletes = options.get(FilesOptions.DELETE_FILES_AFTER_LOAD);
        this.clock = clock;
    }

    @Override
    public List<SourceColumn> columns() {
        return FileColumns.SCHEMA;
    }

    @Override
    public void validate() {
        if (!Files.isDirectory(location.root())) {
            throw new MillraceException(ErrorCode.SOURCE_NOT_FOUND, "Cannot find directory: " + location.root())
                    .withHint("create it, or mend LOCATION, or the PATH of the connection");
        }
        Listing.of(location);
    }

    @Override
    public Position start(StartPoint point) {
        return point instanceof StartPoint.Beginning
                ? Position.START
                : done(file -> before(point).test(file.getValue()));
    }

    /** All files that are there, those that do not rest yet included; for an instant, those changed before it. */
    @Override
    public Position end(StartPoint point) {
        long now = clock.instant().getEpochSecond();
        return done(file -> before(point).test(file.getValue()) && seconds(file.getKey()) <= now);
    }

    @Override
    public List<SplitRange> next(Position position, RunLimit limit) {
        Listing listing = Listing.of(location);
        planned = Optional.of(listing);
        settling.keepOnly(listing);
        Instant now = clock.instant();
        DoneFiles done = new DoneFiles(position);
        List<Map.Entry<String, Listing.Entry>> ready = new ArrayList<>();
        for (Map.Entry<String, Listing.Entry> file : listing.files().entrySet()) {
            boolean due = seconds(file.getKey()) <= now.getEpochSecond();
            if (due && !done.contains(file.getKey()) && settling.rests(file.getKey(), file.getValue(), now)) {
                ready.add(file);
            }
        }
        ready.sort(Comparator.<Map.Entry<String, Listing.Entry>>comparingLong(file -> seconds(file.getKey()))
                .thenComparingLong(file -> file.getValue().modifiedMicros())
                .thenComparing(Map.Entry::getKey));
        return within(limit, ready);
    }

    /** Nothing is ever lost: a file that goes before it was read was never promised. */
    @Override
    public Position skipLost(Position position) {
        return position;
    }

    @Override
    public Position compact(Position position) {
        DoneFiles done = new DoneFiles(position);
        planned.ifPresent(done::forgetGone);
        return done.toPosition();
    }

    @Override
    public Position reached(Position position, List<SplitRange> ranges) {
        DoneFiles done = new DoneFiles(position);
        Map<String, Long> reached = new TreeMap<>();
        ranges.stream().map(SplitRange::split).filter(done::contains).forEach(split -> reached.put(split, 1L));
        return Position.of(reached);
    }

    @Override
    public Map<String, Long> backlog(Position position) {
        DoneFiles done = new DoneFiles(position);
        Map<String, Long> backlog = new TreeMap<>();
        Listing.of(location).files().keySet().forEach(split -> {
            if (!done.contains(split)) {
                backlog.put(split, 1L);
            }
        });
        return backlog;
    }

    @Override
    public List<SplitRange> cut(List<SplitRange> ranges, Splitting splitting) {
        return cutter.cut(ranges, splitting);
    }

    @Override
    public PayloadReader read(List<SplitRange> ranges) {
        return new FilePayloadReader(storage, compression, this::timeMicros, ranges);
    }

    @Override
    public void committed(Position position, List<SplitRange> ranges) {
        if (!deletes) {
            return;
        }
        for (SplitRange range : ranges) {
            try {
                storage.delete(range);
            } catch (IOException e) {
                LOG.warn("Cannot delete file: {}: {}", location.root().resolve(range.split()), e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        // Only readers hold anything open.
    }

    /** The date that a path tells; one that tells none, though it should, never comes. */
    private long seconds(String split) {
        return dates.isEmpty() ? 0 : dates.get().seconds(split).orElse(Long.MAX_VALUE);
    }

    private long timeMicros(StoredFile file) {
        return dates.isEmpty() ? file.modifiedMicros() : seconds(file.name()) * 1_000_000;
    }

    private static List<SplitRange> within(RunLimit limit, List<Map.Entry<String, Listing.Entry>> ready) {
        List<SplitRange> ranges = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<String, Listing.Entry> file : ready) {
            long size = file.getValue().size();
            if (!ranges.isEmpty() && (ranges.size() >= limit.payloads() || bytes + size > limit.bytes())) {
                break;
            }
            ranges.add(SplitRange.of(file.getKey(), 0, 1, size));
            bytes += size;
        }
        return ranges;
    }

    private static Predicate<Listing.Entry> before(StartPoint point) {
        if (point instanceof StartPoint.At at) {
            long micros = Settling.micros(at.instant());
            return entry -> entry.modifiedMicros() < micros;
        }
        return entry -> point instanceof StartPoint.Now;
    }

    private Position done(Predicate<Map.Entry<String, Listing.Entry>> which) {
        Map<String, Long> offsets = new TreeMap<>();
        Listing.of(location).files().entrySet().stream().filter(which).forEach(file -> offsets.put(file.getKey(), 1L));
        return Position.of(offsets);
    }
}
