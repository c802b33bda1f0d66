package io.millrace.lake.scan;

/**
 * Commit times that a run of a transformation covers, half-open.
 *
 * @param fromMicros inclusive, microseconds since 1970
 * @param toMicros exclusive
 */
public record CommitRange(long fromMicros, long toMicros) {}
