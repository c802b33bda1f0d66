package io.millrace.formats.spool;

/**
 * How large a file may be.
 *
 * @param bytes of the file, at most
 * @param rows that it may say it has, at most
 */
public record SpoolLimits(long bytes, long rows) {}
