package io.millrace.lake.scan;

import static java.util.Objects.requireNonNull;

/**
 * A data file with the times of its events.
 *
 * @param firstEventMicros the least {@code _event_time} of its rows, microseconds since 1970; {@link Long#MIN_VALUE} if some
 *     row has none
 * @param lastEventMicros the greatest; {@link Long#MIN_VALUE} if no row has any
 */
public record EventFile(ScannedFile file, long firstEventMicros, long lastEventMicros) {
    public EventFile {
        requireNonNull(file, "file is null");
    }
}
