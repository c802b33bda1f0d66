package io.millrace.server.query;

import java.util.List;

/** Counts of the rejects of all tables: table, job, code, reason, count, first and last time in milliseconds. */
public interface RejectCounts {
    List<List<Object>> rows();
}
