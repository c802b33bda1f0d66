package io.millrace.connector.http;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The files of a log. */
final class LogFiles {
    private LogFiles() {}

    /**
     * What is in a directory.
     *
     * @param segments in order, one at least unless the log is only looked at
     */
    record Found(List<Segment> segments, RecentKeys keys, KeyFiles keyFiles, long lastTimeMicros) {}

    /** Makes a log whole again: the last file is cut where its last whole record ends. */
    static Found recover(Path directory, int mostKeys) throws IOException {
        createDirectories(directory);
        Found found = look(directory, mostKeys);
        List<Segment> segments = new ArrayList<>(found.segments());
        if (segments.isEmpty()) {
            create(directory, 0).close();
            segments.add(new Segment(directory.resolve(Segment.name(0)), 0));
        }
        Segment last = segments.get(segments.size() - 1);
        try (FileChannel channel = FileChannel.open(last.path(), StandardOpenOption.WRITE)) {
            channel.truncate(last.size());
            channel.force(true);
        }
        return new Found(segments, found.keys(), found.keyFiles(), found.lastTimeMicros());
    }

    /** What is in a directory is only safe when the directory is, and those above it. */
    private static void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path above = directory.toAbsolutePath().getParent();
        createDirectories(above);
        Files.createDirectories(directory);
        syncDirectory(above);
    }

    /** Looks at a log that another process may be writing to. */
    static Found look(Path directory, int mostKeys) throws IOException {
        List<Path> paths = list(directory, Segment.SUFFIX);
        RecentKeys keys = new RecentKeys(mostKeys);
        KeyFiles keyFiles = KeyFiles.read(directory, paths, keys);
        AtomicLong time = new AtomicLong();
        List<Segment> segments = new ArrayList<>();
        for (Path path : paths) {
            if (!segments.isEmpty()) {
                requireWhole(segments.get(segments.size() - 1), path);
            }
            segments.add(Segment.scan(path, (frame, record) -> {
                time.set(Math.max(time.get(), frame.timeMicros()));
                if (frame.keyEnd() > frame.keyStart()) {
                    keys.add(frame.key(), record);
                }
            }));
        }
        return new Found(segments, keys, keyFiles, time.get());
    }

    /** A new file, empty, that is there whatever happens. */
    static FileChannel create(Path directory, long first) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve(Segment.name(first)),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND);
        syncDirectory(directory);
        return channel;
    }

    static void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The files with a suffix, in the order of their names. */
    static List<Path> list(Path directory, String suffix) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    /** Only the last file may end in half a record: the others were whole before their successors were made. */
    private static void requireWhole(Segment segment, Path next) throws IOException {
        boolean follows = next.getFileName().toString().equals(Segment.name(segment.end()));
        if (!follows || Files.size(segment.path()) != segment.size()) {
            throw new MillraceException(
                            ErrorCode.SOURCE_FORMAT,
                            "Cannot read log: " + segment.path() + " is damaged at byte " + segment.size())
                    .withHint("restore the file; nothing behind the damage is skipped in silence");
        }
    }
}
