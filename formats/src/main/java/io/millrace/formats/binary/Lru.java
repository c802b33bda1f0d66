package io.millrace.formats.binary;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The values used last. */
public final class Lru<K, V> {
    private final Map<K, V> values;

    public Lru(int most) {
        values = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** The value of a key, made when it is not there. */
    public V get(K key, Function<K, V> make) {
        V value = values.get(key);
        if (value == null) {
            value = make.apply(key);
            values.put(key, value);
        }
        return value;
    }

    public Optional<V> find(K key) {
        return Optional.ofNullable(values.get(key));
    }

    public void put(K key, V value) {
        values.put(key, value);
    }
}
