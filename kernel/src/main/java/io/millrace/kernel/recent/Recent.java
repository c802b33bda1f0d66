package io.millrace.kernel.recent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers what was computed of the keys that were asked for last. Safe for use by several threads. */
public final class Recent<K, V> {
    /** Computes a value of a key. */
    @FunctionalInterface
    public interface Loader<K, V, X extends Exception> {
        V load(K key) throws X;
    }

    /** What was asked for last: of a constant argument, always the same. */
    private record Entry<K, V>(K key, V value) {}

    private final Map<K, V> values;
    private volatile Optional<Entry<K, V>> last = Optional.empty();

    /** @param most values that are kept */
    public Recent(int most) {
        this.values = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** The value of a key, loaded if it is not there; by several threads at once perhaps more than once. */
    public <X extends Exception> V get(K key, Loader<K, V, X> loader) throws X {
        Optional<Entry<K, V>> same = last;
        if (same.isPresent() && same.get().key().equals(key)) {
            return same.get().value();
        }
        V value = find(key, loader);
        last = Optional.of(new Entry<>(key, value));
        return value;
    }

    private <X extends Exception> V find(K key, Loader<K, V, X> loader) throws X {
        synchronized (values) {
            V known = values.get(key);
            if (known != null) {
                return known;
            }
        }
        V value = loader.load(key);
        synchronized (values) {
            values.put(key, value);
        }
        return value;
    }
}
