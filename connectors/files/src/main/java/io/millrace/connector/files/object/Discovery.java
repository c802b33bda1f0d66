package io.millrace.connector.files.object;

import io.millrace.connector.files.read.FileNames;
import io.millrace.connector.files.read.StoredFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * Finds objects. A location of few objects is listed whole each time. Of one with many, only the ends are where new names
 * are likely, and the whole is listed the more seldom the larger it is. Both take at most a request in an interval, on
 * the average.
 */
final class Discovery {
    /** One answer of a store holds this many. */
    private static final long PAGE = 1000;

    private static final long SMALL = 10 * PAGE;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final ObjectStore store;
    private final FileNames names;
    private final Optional<DatePattern> dates;
    private final Duration maxDelay;
    private final Duration interval;
    private final InstantSource clock;
    private Optional<Listed> listed = Optional.empty();
    private Instant nextLook = Instant.MIN;
    private long requests;
    private long shown;
    private Heads heads = new Heads();

    /**
     * @param maxDelay how long after its time of change an object may appear
     * @param interval between two requests
     */
    Discovery(
            ObjectStore store,
            FileNames names,
            Optional<DatePattern> dates,
            Duration maxDelay,
            Duration interval,
            InstantSource clock) {
        this.store = store;
        this.names = names;
        this.dates = dates;
        this.maxDelay = maxDelay;
        this.interval = interval;
        this.clock = clock;
    }

    /** Looks for what is new; everything that was found lately. */
    Listed look(ReadObjects read) {
        Instant now = clock.instant();
        boolean must = listed.isEmpty() || isUsedUp(listed.get(), read);
        if (!must && now.isBefore(nextLook)) {
            return listed.get();
        }
        requests = 0;
        shown = 0;
        if (must || isDue(listed.get(), now)) {
            listed = Optional.of(listAll(read, now));
        } else {
            listEnds(listed.get(), read, now);
        }
        long cost = shown > SMALL ? 1 : requests + shown / PAGE;
        nextLook = now.plus(interval.multipliedBy(cost));
        return listed.get();
    }

    /** Looks at everything again the next time. */
    void forget() {
        listed = Optional.empty();
    }

    /** What the last look found. */
    Optional<Listed> listed() {
        return listed;
    }

    /** Shows every object that is one to read, whether it was or not, with the date of its path. */
    void forEach(BiConsumer<StoredFile, Long> each) {
        store.list("", "", file -> date(file).ifPresent(date -> each.accept(file, date)));
    }

    /** The date that a name tells, in seconds since 1970; 0 if names tell none. */
    long date(String name) {
        return dates.isEmpty() ? 0 : dates.get().seconds(name).orElse(0);
    }

    /** Before which second everything has been listed that ever will be. */
    long settled(Instant now) {
        return now.minus(maxDelay).getEpochSecond();
    }

    private Listed listAll(ReadObjects read, Instant now) {
        Listed all = new Listed(now.getEpochSecond(), settled(now));
        heads = new Heads();
        list("", "", all, read);
        all.listed(shown);
        return all;
    }

    private void listEnds(Listed all, ReadObjects read, Instant now) {
        if (dates.isPresent() && dates.get().sortsByDate()) {
            Instant recent = now.minus(maxDelay).minus(dates.get().unit());
            list("", dates.get().format(recent), all, read);
        } else {
            heads.all().forEach(head -> list(head.prefix(), head.startAfter(), all, read));
        }
    }

    private void list(String prefix, String startAfter, Listed all, ReadObjects read) {
        requests++;
        store.list(prefix, startAfter, file -> take(file, all, read));
    }

    private void take(StoredFile file, Listed all, ReadObjects read) {
        shown++;
        OptionalLong date = date(file);
        if (date.isEmpty()) {
            return;
        }
        long modified = seconds(file);
        heads.see(file.name(), modified);
        if (!read.contains(file.name(), modified)) {
            all.add(new FoundObject(file.name(), file.size(), modified, date.getAsLong()));
        } else if (read.isCovered(file.name(), modified)) {
            all.covered(date.getAsLong());
        }
    }

    /** The date of an object to read; empty for others. */
    private OptionalLong date(StoredFile file) {
        String name = file.name();
        boolean reserved = name.startsWith(ReadObjects.RESERVED) || name.isEmpty() || name.endsWith("/");
        if (reserved || name.startsWith(".") || name.contains("/.") || !names.includes(Path.of(name))) {
            return OptionalLong.empty();
        }
        return dates.isEmpty() ? OptionalLong.of(0) : dates.get().seconds(name);
    }

    static long seconds(StoredFile file) {
        return Math.floorDiv(file.modifiedMicros(), 1_000_000L);
    }

    private boolean isDue(Listed last, Instant now) {
        if (last.objects() <= SMALL) {
            return true;
        }
        Duration pause = interval.multipliedBy(last.objects() / PAGE);
        Duration bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        return now.getEpochSecond() >= last.at() + bounded.toSeconds();
    }

    private static boolean isUsedUp(Listed last, ReadObjects read) {
        return last.others() > 0 && last.waiting(read).isEmpty();
    }
}
