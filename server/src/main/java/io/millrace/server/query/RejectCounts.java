package io.millrace.server.query;

import java.util.List;

/** Counts of the rejects of all tables: table, job, code, reason, how many are open and how many were replayed, first and last time in milliseconds. */
public interface RejectCounts {
    List<List<Object>> rows();
}
