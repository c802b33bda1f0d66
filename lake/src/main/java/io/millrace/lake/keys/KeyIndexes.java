package io.millrace.lake.keys;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.batch.Batch;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;

/**
 * The indexes of data files by their keys, in a directory of this machine. A data file never changes, nor does what its index
 * says; one that is not there is made by reading the columns of the key. Those used longest ago go when there are too many. Safe
 * for use by many threads.
 */
public final class KeyIndexes {
    private static final String INDEX = ".keys";
    private static final String PART = ".part";

    private final Path directory;
    private final Map<String, Entry> known = new LinkedHashMap<>(16, 0.75f, true);
    private boolean isOpen;
    private long bytes;

    /** An index is opened when it is first used. */
    private record Entry(Optional<KeyIndex> index, long bytes) {}

    /** Reads the columns of the key of all rows of a data file, in order, deleted rows included. */
    @FunctionalInterface
    public interface Scan {
        void read(DataFile file, Consumer<Batch> rows);
    }

    /** @param directory made when it is first needed */
    public KeyIndexes(Path directory) {
        this.directory = requireNonNull(directory, "directory is null");
    }

    /**
     * The index of a data file.
     *
     * @param fingerprint of the key, see {@link PrimaryKey#fingerprint}
     * @throws MillraceException STORAGE_FULL when it cannot be written
     */
    public synchronized KeyIndex of(DataFile file, String fingerprint, KeyReader reader, Scan scan) {
        String name =
                UUID.nameUUIDFromBytes((file.location() + "\n" + fingerprint).getBytes(StandardCharsets.UTF_8)) + INDEX;
        try {
            open();
            if (!known.containsKey(name)) {
                build(name, file, reader, scan);
                add(directory.resolve(name));
            }
            Entry entry = known.get(name);
            if (entry.index().isEmpty()) {
                entry = new Entry(Optional.of(KeyIndex.open(directory.resolve(name))), entry.bytes());
                known.put(name, entry);
            }
            makeRoom(name);
            return entry.index().orElseThrow();
        } catch (IOException e) {
            throw new MillraceException(
                            ErrorCode.STORAGE_FULL,
                            "Cannot keep the keys of a data file in " + directory + ": " + e.getMessage(),
                            e)
                    .withHint("make room on the disk of the data directory");
        }
    }

    private void build(String name, DataFile file, KeyReader reader, Scan scan) throws IOException {
        Path part = directory.resolve(UUID.randomUUID() + PART);
        Path scratch = directory.resolve(UUID.randomUUID() + PART);
        try (KeyIndexWriter writer = new KeyIndexWriter(scratch, file.recordCount())) {
            scan.read(file, batch -> {
                reader.read(batch);
                for (int row = 0; row < batch.rows(); row++) {
                    writer.add(reader.high(row), reader.low(row));
                }
            });
            writer.finish(part);
            Files.move(part, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** What was there before, the last used last; what was left half-written goes. */
    private void open() throws IOException {
        if (isOpen) {
            return;
        }
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(Files.createDirectories(directory))) {
            files.forEach(found::add);
        }
        found.sort(Comparator.comparing(KeyIndexes::modified));
        for (Path path : found) {
            if (path.toString().endsWith(INDEX)) {
                add(path);
            } else if (path.toString().endsWith(PART)) {
                Files.deleteIfExists(path);
            }
        }
        isOpen = true;
    }

    private void add(Path path) throws IOException {
        long size = Files.size(path);
        known.put(path.getFileName().toString(), new Entry(Optional.empty(), size));
        bytes += size;
    }

    /** Indexes may take a quarter of what they and the free space of their disk are together. */
    private void makeRoom(String needed) throws IOException {
        FileStore disk = Files.getFileStore(directory);
        Iterator<Map.Entry<String, Entry>> eldest = known.entrySet().iterator();
        while (eldest.hasNext() && bytes > (disk.getUsableSpace() + bytes) / 4) {
            Map.Entry<String, Entry> entry = eldest.next();
            if (!entry.getKey().equals(needed)) {
                eldest.remove();
                bytes -= entry.getValue().bytes();
                Files.deleteIfExists(directory.resolve(entry.getKey()));
            }
        }
    }

    private static FileTime modified(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
