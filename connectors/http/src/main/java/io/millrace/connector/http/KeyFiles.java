package io.millrace.connector.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** What remains of deleted files of a log for as long as their keys are remembered: one file of keys for each. */
final class KeyFiles {
    private static final String SUFFIX = ".keys";
    private static final byte[] NOTHING = {};

    private final Path directory;
    private final Deque<Kept> kept = new ArrayDeque<>();

    /** @param last the number of the last record whose key it has */
    private record Kept(Path path, long last) {}

    private KeyFiles(Path directory) {
        this.directory = directory;
    }

    /** Reads the keys of files that are no longer there. */
    static KeyFiles read(Path directory, List<Path> logs, RecentKeys keys) throws IOException {
        KeyFiles files = new KeyFiles(directory);
        for (Path path : LogFiles.list(directory, SUFFIX)) {
            if (!logs.contains(log(path))) {
                files.kept.add(new Kept(path, load(path, keys)));
            }
        }
        return files;
    }

    /** Keeps the keys of a file that is about to be deleted. */
    void keep(Segment segment, Map<String, Long> keys) throws IOException {
        if (keys.isEmpty()) {
            return;
        }
        String name = segment.path().getFileName().toString();
        Path path = directory.resolve(name.substring(0, name.length() - Segment.SUFFIX.length()) + SUFFIX);
        Path unfinished = directory.resolve(name + ".tmp");
        long last = 0;
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            for (Map.Entry<String, Long> key : keys.entrySet()) {
                last = key.getValue();
                ByteBuffer frame = Frame.before(last, key.getKey(), "", NOTHING, 0);
                while (frame.hasRemaining()) {
                    int unused = channel.write(frame);
                }
            }
            channel.force(true);
        }
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        LogFiles.syncDirectory(directory);
        kept.add(new Kept(path, last));
    }

    /** Deletes the files whose keys all belong to records before {@code record}. */
    void forgetBefore(long record) throws IOException {
        while (!kept.isEmpty() && kept.peekFirst().last() < record) {
            LogFiles.delete(kept.removeFirst().path());
        }
    }

    /** The frames have the numbers of the records where others have the time. */
    private static long load(Path path, RecentKeys keys) throws IOException {
        long last = 0;
        try (FrameReader frames = new FrameReader(path, 0)) {
            while (frames.next()) {
                last = frames.timeMicros();
                keys.add(frames.key(), last);
            }
        }
        return last;
    }

    private static Path log(Path keys) {
        String name = keys.getFileName().toString();
        return keys.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + Segment.SUFFIX);
    }
}
