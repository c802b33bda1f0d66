package io.millrace.kernel.select;

import java.util.ArrayList;
import java.util.List;

/** Where in another text each piece of a text came from. */
public final class Origins {
    private enum Kind {
        COPIED,
        TRANSLATED,
        MADE
    }

    private record Piece(int start, int origin, Kind kind) {}

    private final List<Piece> pieces;

    private Origins(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /** The offset in the other text that corresponds to an offset in this one. */
    public int of(int offset) {
        int low = 0;
        int high = pieces.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (pieces.get(middle).start <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        if (pieces.isEmpty()) {
            return 0;
        }
        Piece piece = pieces.get(low);
        return piece.kind == Kind.COPIED ? piece.origin + Math.max(0, offset - piece.start) : piece.origin;
    }

    /** The offset in the other text at which a stretch ends that ends at an offset in this one. */
    public int ofEnd(int offset) {
        for (Piece piece : pieces) {
            if (piece.start >= offset) {
                return piece.start == offset ? piece.origin : of(offset);
            }
        }
        return of(offset);
    }

    /** Whether the text at an offset stands in the other text too, if in other words. */
    public boolean isWritten(int offset) {
        Kind kind = Kind.MADE;
        for (Piece piece : pieces) {
            if (piece.start > offset) {
                break;
            }
            kind = piece.kind;
        }
        return kind != Kind.MADE;
    }

    /** Takes the pieces in the order of the text. */
    public static final class Builder {
        private final List<Piece> pieces = new ArrayList<>();

        /** From {@code start} on the text is copied from {@code origin} on. */
        public void copied(int start, int origin) {
            pieces.add(new Piece(start, origin, Kind.COPIED));
        }

        /** From {@code start} on the text is new; it belongs to {@code origin}. */
        public void made(int start, int origin) {
            pieces.add(new Piece(start, origin, Kind.MADE));
        }

        /** From {@code start} on the text says what stands at {@code origin} in other words. */
        public void translated(int start, int origin) {
            pieces.add(new Piece(start, origin, Kind.TRANSLATED));
        }

        public Origins build() {
            return new Origins(pieces);
        }
    }
}
