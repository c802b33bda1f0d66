package io.millrace.formats.split;

import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.PayloadBytes;
import io.millrace.spi.decode.Piece;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Cuts payloads whose pieces are runs of their bytes, all behind the same head. */
public final class Cuts {
    /** Where no place is found so often, few more are to be expected. */
    private static final int MISSES = 3;

    private Cuts() {}

    /** Finds a place. */
    public interface Finder {
        /** The answer when there is none, or none near. */
        long NONE = -1;

        /** The first place at or after {@code from} where the payload may be cut. */
        long find(long from) throws IOException;
    }

    /**
     * @param head what the pieces after the first are read behind: the beginning of the payload
     * @return empty when there are not two pieces
     */
    public static List<Piece> pieces(PayloadBytes payload, long[] wanted, byte[] head, Finder finder)
            throws IOException {
        List<Piece> pieces = new ArrayList<>();
        long begin = 0;
        int misses = 0;
        for (long place : wanted) {
            if (place <= begin || place >= payload.length() || misses > MISSES + pieces.size()) {
                continue;
            }
            long cut = finder.find(Math.max(place, head.length));
            if (cut <= begin || cut >= payload.length()) {
                misses++;
                continue;
            }
            pieces.add(Piece.of(pieces.size(), head, begin, cut));
            begin = cut;
        }
        if (pieces.isEmpty()) {
            return List.of();
        }
        pieces.add(Piece.of(pieces.size(), head, begin, payload.length()));
        return pieces;
    }

    /** The first bytes of a payload, {@code most} if it has as many. */
    public static byte[] beginning(PayloadBytes payload, int most) throws IOException {
        return read(payload, 0, most);
    }

    /** The bytes from {@code from} on, {@code most} if there are as many. */
    public static byte[] read(PayloadBytes payload, long from, long most) throws IOException {
        byte[] bytes = new byte[(int) Math.max(0, Math.min(most, payload.length() - from))];
        if (bytes.length > 0) {
            payload.read(from, bytes, 0, bytes.length);
        }
        return bytes;
    }

    /** Whether a new decoder takes a head for what it is: neither a row nor a reject comes of it. */
    public static boolean isSound(Decoder decoder, byte[] head) {
        try {
            AtomicInteger rejects = new AtomicInteger();
            int used = decoder.decode(
                    head, 0, head.length, true, (code, reason, bytes, from, to) -> rejects.incrementAndGet());
            return used == head.length && decoder.rows() == 0 && rejects.get() == 0;
        } finally {
            decoder.close();
        }
    }
}
