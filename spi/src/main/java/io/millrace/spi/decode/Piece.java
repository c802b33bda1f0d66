package io.millrace.spi.decode;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A part of a payload that decodes by itself: {@link #head}, then the payload's bytes {@code [from, to)}, then {@link #tail}.
 * The arrays are not to be changed.
 */
public final class Piece implements Serializable {
    private static final long serialVersionUID = 1;

    /** More rows than a piece has. */
    private static final long NUMBERS = 1_000_000_000_000L;

    private static final byte[] NOTHING = {};

    private final byte[] head;
    private final long from;
    private final long to;
    private final byte[] tail;
    private final long firstRow;

    /**
     * @param head what a decoder has to have seen before these bytes, such as the header of the file
     * @param tail what it has to see after them
     * @param firstRow the number of the first row of the piece among the rows of the payload, from 1
     */
    public Piece(byte[] head, long from, long to, byte[] tail, long firstRow) {
        if (from < 0 || to <= from || firstRow < 1) {
            throw new IllegalArgumentException("no piece: [" + from + ", " + to + ") of row " + firstRow);
        }
        this.head = head;
        this.from = from;
        this.to = to;
        this.tail = tail;
        this.firstRow = firstRow;
    }

    /**
     * The piece at {@code index}, from 0, of a payload of which nobody knows how many rows come before: its rows have larger
     * numbers than those of the pieces before it, with a gap.
     *
     * @param head what all pieces but the first are read behind
     */
    public static Piece of(int index, byte[] head, long from, long to) {
        return new Piece(index == 0 ? NOTHING : head, from, to, NOTHING, index * NUMBERS + 1);
    }

    public byte[] head() {
        return head;
    }

    public long from() {
        return from;
    }

    public long to() {
        return to;
    }

    public byte[] tail() {
        return tail;
    }

    public long firstRow() {
        return firstRow;
    }

    /** How many bytes of the payload it holds. */
    public long bytes() {
        return to - from;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Piece piece
                && from == piece.from
                && to == piece.to
                && firstRow == piece.firstRow
                && Arrays.equals(head, piece.head)
                && Arrays.equals(tail, piece.tail);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(from) * 31 + Long.hashCode(to);
    }

    @Override
    public String toString() {
        return "[" + from + ", " + to + ")";
    }
}
