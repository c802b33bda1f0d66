package io.millrace.connector.http;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A stream that is posted to: its log, and how far each job that reads it has committed. Safe for several threads. */
final class StreamBuffer {
    /** How many files a full buffer has, about, and their sizes. */
    private static final int FILES = 16;

    private static final long MOST_FILE_BYTES = 64L << 20;

    private final StreamLog log;
    private final Map<String, Long> committed = new HashMap<>();

    StreamBuffer(StreamLog log) {
        this.log = log;
    }

    static long fileBytes(long buffer) {
        return Math.min(MOST_FILE_BYTES, buffer / FILES);
    }

    StreamLog log() {
        return log;
    }

    /** Says which jobs read this; of one that is new, nothing is known to be committed. */
    synchronized void readers(Set<String> jobIds) {
        committed.keySet().retainAll(jobIds);
        jobIds.forEach(job -> committed.putIfAbsent(job, 0L));
    }

    /** Says that a job is done with all records before {@code record}. */
    synchronized void committed(String jobId, long record) throws IOException {
        if (committed.computeIfPresent(jobId, (job, before) -> Math.max(before, record)) != null) {
            log.release(done());
        }
    }

    /** Whether so many bytes more may wait; a stream in which nothing waits has room for any body. */
    synchronized boolean hasRoom(long bytes, long buffer) {
        return log.bytes() + bytes <= buffer || done() >= log.end();
    }

    private long done() {
        return committed.values().stream().mapToLong(Long::longValue).min().orElse(0);
    }
}
