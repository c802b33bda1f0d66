package io.millrace.connector.files.object;

import io.millrace.connector.files.read.StoredFile;
import io.millrace.spi.source.SplitRange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** An object store whose clock is a test's, with more objects than a server could be filled with; counts what it shows. */
final class MemoryStore implements ObjectStore {
    private final TreeMap<String, Long> objects = new TreeMap<>();
    private long shown;

    /** @param second in which it was put there */
    void put(String name, long second) {
        objects.put(name, second);
    }

    void remove(String name) {
        objects.remove(name);
    }

    Map<String, Long> objects() {
        return objects;
    }

    /** How many objects were listed since this was asked last. */
    long shown() {
        long count = shown;
        shown = 0;
        return count;
    }

    @Override
    public String address(String name) {
        return "memory://" + name;
    }

    @Override
    public void list(String prefix, String startAfter, Consumer<StoredFile> each) {
        String from = prefix.compareTo(startAfter) > 0 ? prefix : startAfter;
        for (Map.Entry<String, Long> object : objects.tailMap(from, true).entrySet()) {
            if (!object.getKey().startsWith(prefix)) {
                break;
            }
            if (object.getKey().compareTo(startAfter) > 0) {
                shown++;
                each.accept(new StoredFile(object.getKey(), 2, object.getValue() * 1_000_000, ""));
            }
        }
    }

    @Override
    public void validate() {}

    @Override
    public Opened open(SplitRange planned) throws IOException {
        Long second = objects.get(planned.split());
        if (second == null || second != planned.first()) {
            throw new IOException("not the one that was planned");
        }
        return new Opened(
                new StoredFile(planned.split(), 2, second * 1_000_000, ""),
                new ByteArrayInputStream(new byte[] {'{', '}'}));
    }

    @Override
    public void requireUnchanged(StoredFile file) {}

    @Override
    public void delete(SplitRange read) {
        objects.remove(read.split(), read.first());
    }

    @Override
    public void close() {}
}
