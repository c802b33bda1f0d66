package io.millrace.spi.source;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * A half-open range of one split.
 *
 * @param split an independently readable piece of a source, such as {@code orders/3} or a file's name
 * @param from the first offset to read, in the split's own unit
 * @param to the offset after the last one to read
 * @param bytes about how many bytes it holds, before decompression; 0 when unknown
 */
public record SplitRange(String split, long from, long to, long bytes) implements Serializable {
    public SplitRange {
        requireNonNull(split, "split is null");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("range is not ordered: " + split + " [" + from + ", " + to + ")");
        }
    }

    public long length() {
        return to - from;
    }
}
