package io.millrace.connector.http;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The keys of the last records that had one, with the records' numbers: so many at most, the oldest are forgotten. */
final class RecentKeys {
    private final int most;
    private final Map<String, Long> records = new LinkedHashMap<>();

    RecentKeys(int most) {
        this.most = most;
    }

    OptionalLong find(String key) {
        Long record = records.get(key);
        return record == null ? OptionalLong.empty() : OptionalLong.of(record);
    }

    /** Remembers a key; keys come in the order of their records. */
    void add(String key, long record) {
        records.remove(key);
        records.put(key, record);
        if (records.size() > most) {
            Iterator<String> oldest = records.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** The keys of records {@code [from, to)}. */
    Map<String, Long> between(long from, long to) {
        Map<String, Long> found = new LinkedHashMap<>();
        records.forEach((key, record) -> {
            if (record >= from && record < to) {
                found.put(key, record);
            }
        });
        return found;
    }

    /** The record of the oldest key; a number that no record has when there is no key. */
    long oldest() {
        return records.isEmpty() ? Long.MAX_VALUE : records.values().iterator().next();
    }
}
