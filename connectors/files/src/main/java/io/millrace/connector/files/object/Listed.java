package io.millrace.connector.files.object;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What a list of all objects told, and what was found since. Of what waits it holds the oldest {@value #MOST}; of the
 * others it knows only that they are there.
 */
final class Listed {
    private static final int MOST = 100_000;

    private final long at;
    private final long settled;
    private final TreeSet<FoundObject> found = new TreeSet<>(FoundObject.OLDEST_FIRST);
    private long objects;
    private long others;
    private long othersModified = Long.MAX_VALUE;
    private long othersDate = Long.MAX_VALUE;
    private long coveredDate = Long.MIN_VALUE;

    /**
     * @param at when the list was begun, in seconds since 1970
     * @param settled what was changed before this second has been on the list, if ever it will be
     */
    Listed(long at, long settled) {
        this.at = at;
        this.settled = settled;
    }

    /** Takes note of how many objects there are. */
    void listed(long count) {
        objects = count;
    }

    /** Forgets what has been read for good. */
    void forget(ReadObjects committed) {
        found.removeIf(object -> committed.contains(object.name(), object.modified()));
    }

    /** Takes note of an object that the position covers together with others. */
    void covered(long date) {
        coveredDate = Math.max(coveredDate, date);
    }

    void add(FoundObject object) {
        found.add(object);
        if (found.size() > MOST) {
            FoundObject last = found.pollLast();
            others++;
            othersModified = Math.min(othersModified, last.modified());
            othersDate = last.modified() < settled ? Math.min(othersDate, last.date()) : othersDate;
        }
    }

    long at() {
        return at;
    }

    long objects() {
        return objects;
    }

    /** How many wait of which nothing is known. */
    long others() {
        return others;
    }

    /** What waits and is known, oldest first. */
    List<FoundObject> waiting(ReadObjects read) {
        List<FoundObject> waiting = new ArrayList<>();
        for (FoundObject object : found) {
            if (!read.contains(object.name(), object.modified())) {
                waiting.add(object);
            }
        }
        return waiting;
    }

    /**
     * Says the same in fewer entries. A statement about many objects is true if it takes in none that waits; it must
     * take in all that the last one did, for their names are forgotten.
     */
    void compact(ReadObjects read) {
        long modified = othersModified;
        long date = othersDate;
        for (FoundObject object : waiting(read)) {
            modified = Math.min(modified, object.modified());
            date = object.modified() < settled ? Math.min(date, object.date()) : date;
        }
        Covered best = read.covered();
        for (Covered next :
                List.of(new Covered(Math.min(settled, modified), Long.MAX_VALUE), new Covered(settled, date))) {
            if (includes(next, read.covered()) && read.left(next) < read.left(best)) {
                best = next;
            }
        }
        if (!best.equals(read.covered())) {
            read.cover(best);
        }
    }

    private boolean includes(Covered next, Covered last) {
        return next.modifiedBefore() >= last.modifiedBefore()
                && (next.dateBefore() >= last.dateBefore() || next.dateBefore() > coveredDate);
    }
}
