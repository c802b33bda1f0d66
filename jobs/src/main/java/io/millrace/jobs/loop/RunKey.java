package io.millrace.jobs.loop;

import java.io.Serializable;

/**
 * Names an attempt at a run; part of the name of every file that it writes.
 *
 * @param number from 1, one more than the last committed run's
 * @param attempt unique
 * @param commitTimeMicros the {@code _commit_time} of the run's rows
 */
public record RunKey(long number, String attempt, long commitTimeMicros) implements Serializable {
    /** Tells this attempt from every other of the job. */
    public String name() {
        return name(number, attempt);
    }

    public static String name(long number, String attempt) {
        return number + "/" + attempt;
    }
}
