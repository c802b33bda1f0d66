package io.millrace.spi.source;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.decode.Piece;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * What of a payload is to be read.
 *
 * @param pieces the one piece; none for all of it
 * @param payloadBytes of the whole payload, if there is a piece
 * @param version of the payload that was cut: pieces of two versions do not belong together
 */
public record PayloadPart(List<Piece> pieces, long payloadBytes, String version) implements Serializable {
    /** All of it. */
    public static final PayloadPart WHOLE = new PayloadPart(List.of(), 0, "");

    public PayloadPart {
        pieces = List.copyOf(pieces);
        requireNonNull(version, "version is null");
    }

    public static PayloadPart of(Piece piece, long payloadBytes, String version) {
        return new PayloadPart(List.of(piece), payloadBytes, version);
    }

    /** The piece; empty for all of the payload. */
    public Optional<Piece> piece() {
        return pieces.stream().findFirst();
    }

    /** Where in the payload it begins. */
    public long first() {
        return piece().map(Piece::from).orElse(0L);
    }
}
