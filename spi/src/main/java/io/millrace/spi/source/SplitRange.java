package io.millrace.spi.source;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * A half-open range of one split.
 *
 * @param split an independently readable piece of a source, such as {@code orders/3} or a file's name
 * @param from the first offset to read, in the split's own unit
 * @param to the offset after the last one to read
 * @param payloads how many payloads it holds; 0 when none or unknown
 * @param bytes about how many bytes it holds, before decompression; 0 when unknown
 * @param part what of its one payload is meant
 */
public record SplitRange(String split, BigInteger from, BigInteger to, long payloads, long bytes, PayloadPart part)
        implements Serializable {
    public SplitRange {
        requireNonNull(split, "split is null");
        requireNonNull(part, "part is null");
        if (from.signum() < 0 || to.compareTo(from) < 0) {
            throw new IllegalArgumentException("range is not ordered: " + split + " [" + from + ", " + to + ")");
        }
    }

    /** A range of whole payloads. */
    public SplitRange(String split, BigInteger from, BigInteger to, long payloads, long bytes) {
        this(split, from, to, payloads, bytes, PayloadPart.WHOLE);
    }

    /** A range in which every offset is a payload. */
    public static SplitRange of(String split, long from, long to, long bytes) {
        return new SplitRange(split, BigInteger.valueOf(from), BigInteger.valueOf(to), to - from, bytes);
    }

    /** Whether every offset is a payload, so that the range may be cut anywhere into pieces of known size. */
    public boolean dense() {
        return to.subtract(from).equals(BigInteger.valueOf(payloads));
    }

    /** {@link #from}, of a source whose offsets are longs. */
    public long first() {
        return from.longValueExact();
    }

    /** {@link #to}, of a source whose offsets are longs. */
    public long end() {
        return to.longValueExact();
    }

    /** A part of the one payload that this range holds; its offsets remain those of the whole. */
    public SplitRange only(PayloadPart some) {
        return new SplitRange(
                split, from, to, payloads, some.piece().orElseThrow().bytes(), some);
    }

    /** The range of whole payloads that this one, perhaps, is a part of. */
    public SplitRange whole() {
        return part.piece().isEmpty() ? this : new SplitRange(split, from, to, payloads, part.payloadBytes());
    }

    /** What of this range lies before {@code end}, which is in it. */
    public SplitRange before(BigInteger end) {
        long count = dense() ? end.subtract(from).longValueExact() : 0;
        return end.compareTo(to) >= 0 ? this : new SplitRange(split, from, end, count, bytes);
    }
}
