package io.millrace.connector.files.object;

import io.millrace.spi.source.Position;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Which objects a position says have been read. The offsets of the split of a name are seconds: the entry {@code a.json}
 * at 1771 says that what was put under that name before second 1771 has been read. Beside these there are entries for
 * many objects at once, under names that no object has:
 *
 * <ul>
 *   <li>{@code //modified-before} and {@code //date-before}: see {@link Covered}.
 *   <li>{@code //started-at}: objects of an earlier date were not to be read when the job began.
 *   <li>{@code //kept-before}: objects changed earlier were not read but passed over, and are not deleted.
 * </ul>
 */
final class ReadObjects {
    /** What the names of no objects begin with. */
    static final String RESERVED = "//";

    private static final String STARTED_AT = "//started-at";
    private static final String KEPT_BEFORE = "//kept-before";
    private static final String MODIFIED_BEFORE = "//modified-before";
    private static final String DATE_BEFORE = "//date-before";

    private final Map<String, Long> entries;
    private final ToLongFunction<String> date;
    private Covered covered;
    private long startedAt;

    /** @param date that a name tells, in seconds since 1970 */
    ReadObjects(Position position, ToLongFunction<String> date) {
        this.entries = position.longs();
        this.date = date;
        this.covered = new Covered(
                entries.getOrDefault(MODIFIED_BEFORE, 0L), entries.getOrDefault(DATE_BEFORE, Long.MAX_VALUE));
        this.startedAt = entries.getOrDefault(STARTED_AT, Long.MIN_VALUE);
    }

    boolean contains(String name, long modified) {
        Long entry = entries.get(name);
        return (entry != null && entry > modified) || isCovered(name, modified);
    }

    /** Whether it is said of many at once. */
    boolean isCovered(String name, long modified) {
        long dated = date.applyAsLong(name);
        return dated < startedAt || covered.contains(modified, dated);
    }

    /** Whether it was read, and not only passed over at the start of the job. */
    boolean wasLoaded(String name, long modified) {
        return contains(name, modified)
                && modified >= entries.getOrDefault(KEPT_BEFORE, 0L)
                && date.applyAsLong(name) >= startedAt;
    }

    Covered covered() {
        return covered;
    }

    /** The moment, in seconds since 1970, before which what this speaks of may still arrive. */
    long upTo() {
        return Math.max(covered.modifiedBefore(), startedAt);
    }

    void add(String name, long modified) {
        entries.put(name, modified + 1);
    }

    /** Passes over what was changed before a moment. */
    void passOver(long modifiedBefore) {
        entries.merge(KEPT_BEFORE, modifiedBefore, Math::max);
    }

    /** Passes over what has an earlier date. */
    void startAt(long second) {
        entries.put(STARTED_AT, second);
        startedAt = second;
    }

    /** Says of many at once that they have been read, and forgets their names. */
    void cover(Covered all) {
        covered = all;
        entries.put(MODIFIED_BEFORE, all.modifiedBefore());
        entries.remove(DATE_BEFORE);
        if (all.dateBefore() != Long.MAX_VALUE) {
            entries.put(DATE_BEFORE, all.dateBefore());
        }
        entries.entrySet().removeIf(entry -> isName(entry.getKey()) && isCovered(entry.getKey(), entry.getValue() - 1));
    }

    /** How many names {@link #cover} would leave. */
    long left(Covered all) {
        return entries.entrySet().stream()
                .filter(entry ->
                        isName(entry.getKey()) && !all.contains(entry.getValue() - 1, date.applyAsLong(entry.getKey())))
                .count();
    }

    Position toPosition() {
        return Position.of(entries);
    }

    private static boolean isName(String key) {
        return !key.startsWith(RESERVED);
    }
}
