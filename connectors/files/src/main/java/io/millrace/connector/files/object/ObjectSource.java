package io.millrace.connector.files.object;

import io.millrace.connector.files.read.FileColumns;
import io.millrace.connector.files.read.FileCutter;
import io.millrace.connector.files.read.FileNames;
import io.millrace.connector.files.read.FilePayloadReader;
import io.millrace.connector.files.read.StoredFile;
import io.millrace.formats.compress.Compression;
import io.millrace.spi.decode.Splitting;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The objects that one job reads. */
public final class ObjectSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectSource.class);

    private final ObjectStore store;
    private final Optional<DatePattern> dates;
    private final Compression compression;
    private final FileCutter cutter;
    private final boolean deletes;
    private final InstantSource clock;
    private final Discovery discovery;

    /**
     * @param store closed with the source
     * @param names of the objects to read
     * @param options of {@link ObjectOptions#source}
     */
    public ObjectSource(ObjectStore store, FileNames names, Options options, InstantSource clock) {
        this.store = store;
        this.dates = options.find(ObjectOptions.DATE_PATTERN);
        this.compression = options.get(ObjectOptions.COMPRESSION);
        this.cutter = new FileCutter(store, compression, ObjectOptions.pieceBytes(options));
        this.deletes = options.get(ObjectOptions.DELETE_FILES_AFTER_LOAD);
        this.clock = clock;
        this.discovery = new Discovery(
                store,
                names,
                dates,
                options.get(ObjectOptions.MAX_DELAY),
                options.get(ObjectOptions.DISCOVERY_INTERVAL),
                clock);
    }

    @Override
    public List<SourceColumn> columns() {
        return FileColumns.SCHEMA;
    }

    @Override
    public void validate() {
        store.validate();
    }

    @Override
    public Position start(StartPoint point) {
        discovery.forget();
        return before(point);
    }

    @Override
    public Position end(StartPoint point) {
        return before(point);
    }

    @Override
    public List<SplitRange> next(Position position, RunLimit limit) {
        ReadObjects read = read(position);
        long now = clock.instant().getEpochSecond();
        List<SplitRange> ranges = new ArrayList<>();
        long bytes = 0;
        for (FoundObject object : discovery.look(read).waiting(read)) {
            boolean full = ranges.size() >= limit.payloads() || bytes + object.size() > limit.bytes();
            if (object.date() > now || (full && !ranges.isEmpty())) {
                break;
            }
            ranges.add(object.range());
            bytes += object.size();
        }
        return ranges;
    }

    /** Nothing is ever lost: an object that goes before it was read was never promised. */
    @Override
    public Position skipLost(Position position) {
        return position;
    }

    @Override
    public Position compact(Position position) {
        ReadObjects read = read(position);
        discovery.listed().ifPresent(listed -> listed.compact(read));
        return read.toPosition();
    }

    @Override
    public Position reached(Position position, List<SplitRange> ranges) {
        ReadObjects read = read(position);
        Map<String, Long> reached = new TreeMap<>();
        ranges.stream()
                .filter(range -> read.contains(range.split(), range.first()))
                .forEach(range -> reached.put(range.split(), range.end()));
        return Position.of(reached);
    }

    /**
     * An end in the future is reached when it is past and the objects before it have been listed. What waits for its date
     * comes after it.
     */
    @Override
    public boolean hasReached(Position position, Position end) {
        ReadObjects last = read(end);
        long now = clock.instant().getEpochSecond();
        Optional<Listed> listed = discovery.listed();
        return listed.isPresent()
                && listed.get().at() >= last.upTo()
                && listed.get().others() == 0
                && listed.get().waiting(read(position)).stream()
                        .noneMatch(object -> object.date() <= now && last.contains(object.name(), object.modified()));
    }

    @Override
    public Map<String, Long> backlog(Position position) {
        ReadObjects read = read(position);
        Listed listed = discovery.listed().orElseGet(() -> discovery.look(read));
        return Map.of(store.address(), listed.waiting(read).size() + listed.others());
    }

    @Override
    public List<SplitRange> cut(List<SplitRange> ranges, Splitting splitting) {
        return cutter.cut(ranges, splitting);
    }

    @Override
    public PayloadReader read(List<SplitRange> ranges) {
        return new FilePayloadReader(store, compression, this::timeMicros, ranges);
    }

    @Override
    public void committed(Position position, List<SplitRange> ranges) {
        discovery.listed().ifPresent(listed -> listed.forget(read(position)));
        if (deletes) {
            ranges.forEach(this::delete);
        }
    }

    /** Deletes what was committed before, by a process that ended before it had deleted it. */
    @Override
    public void resumed(Position position) {
        discovery.forget();
        if (deletes) {
            ReadObjects read = read(position);
            List<SplitRange> left = new ArrayList<>();
            discovery.forEach((file, date) -> {
                long modified = Discovery.seconds(file);
                if (read.wasLoaded(file.name(), modified)) {
                    left.add(new FoundObject(file.name(), file.size(), modified, date).range());
                }
            });
            left.forEach(this::delete);
        }
    }

    @Override
    public void close() {
        store.close();
    }

    /** What is left over is deleted when the job is resumed the next time. */
    private void delete(SplitRange range) {
        try {
            store.delete(range);
        } catch (IOException | MillraceException e) {
            LOG.warn("Cannot delete {} from {}: {}", range.split(), store.address(), e.getMessage());
        }
    }

    private long timeMicros(StoredFile file) {
        OptionalLong date = dates.isEmpty() ? OptionalLong.empty() : dates.get().seconds(file.name());
        return date.isPresent() ? date.getAsLong() * 1_000_000 : file.modifiedMicros();
    }

    /** Everything before a point as if it had been read. With dates, an instant is one of these. */
    private Position before(StartPoint point) {
        ReadObjects read = read(Position.START);
        if (point instanceof StartPoint.Now) {
            Instant now = clock.instant();
            discovery.forEach((file, date) -> {
                long modified = Discovery.seconds(file);
                read.passOver(modified + 1);
                if (modified >= discovery.settled(now)) {
                    read.add(file.name(), modified);
                }
            });
            read.cover(new Covered(discovery.settled(now), Long.MAX_VALUE));
        } else if (point instanceof StartPoint.At at) {
            long second = at.instant().minusNanos(1).getEpochSecond() + 1;
            if (dates.isPresent()) {
                read.startAt(second);
            } else {
                read.passOver(second);
                read.cover(new Covered(second, Long.MAX_VALUE));
            }
        }
        return read.toPosition();
    }

    private ReadObjects read(Position position) {
        return new ReadObjects(position, discovery::date);
    }
}
