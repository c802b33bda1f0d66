package io.millrace.connector.files;

import io.millrace.connector.files.read.FileColumns;
import io.millrace.connector.files.read.FilePayloadReader;
import io.millrace.connector.files.read.Storage;
import io.millrace.connector.files.read.StoredFile;
import io.millrace.formats.compress.Compression;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.PayloadReader;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceColumn;
import io.millrace.spi.source.SplitRange;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The files that one job reads. */
final class FilesSource implements Source {
    private static final Comparator<Map.Entry<String, Listing.Entry>> OLDEST_FIRST =
            Comparator.<Map.Entry<String, Listing.Entry>>comparingLong(
                            file -> file.getValue().modifiedMicros())
                    .thenComparing(Map.Entry::getKey);

    private final Location location;
    private final Storage storage;
    private final Compression compression;
    private final Settling settling;
    private final InstantSource clock;
    private Optional<Listing> planned = Optional.empty();

    FilesSource(Location location, Compression compression, Duration settleTime, InstantSource clock) {
        this.location = location;
        this.storage = new LocalStorage(location.root());
        this.compression = compression;
        this.settling = new Settling(settleTime);
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
        return point instanceof StartPoint.Beginning ? Position.START : done(before(point));
    }

    /** All files that are there, those that do not rest yet included; for an instant, those changed before it. */
    @Override
    public Position end(StartPoint point) {
        return done(before(point));
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
            if (!done.contains(file.getKey()) && settling.rests(file.getKey(), file.getValue(), now)) {
                ready.add(file);
            }
        }
        ready.sort(OLDEST_FIRST);
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
    public PayloadReader read(List<SplitRange> ranges) {
        return new FilePayloadReader(storage, compression, StoredFile::modifiedMicros, ranges);
    }

    @Override
    public void close() {
        // Only readers hold anything open.
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

    private Position done(Predicate<Listing.Entry> which) {
        Map<String, Long> offsets = new TreeMap<>();
        Listing.of(location).files().forEach((split, entry) -> {
            if (which.test(entry)) {
                offsets.put(split, 1L);
            }
        });
        return Position.of(offsets);
    }
}
