package io.millrace.connector.files.object;

/**
 * Objects that have been read, said of all of them at once: those that were changed before a moment and whose path
 * tells a date before another. The greatest date of all stands for any.
 *
 * @param modifiedBefore seconds since 1970, exclusive
 * @param dateBefore seconds since 1970, exclusive
 */
record Covered(long modifiedBefore, long dateBefore) {
    static final Covered NOTHING = new Covered(0, Long.MAX_VALUE);

    boolean contains(long modified, long date) {
        return modified < modifiedBefore && date < dateBefore;
    }
}
