package io.millrace.formats.text;

import static java.util.Objects.requireNonNull;

import io.millrace.formats.scan.Scan;
import io.millrace.formats.split.Cuts;
import io.millrace.formats.split.Cuts.Finder;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.PayloadBytes;
import io.millrace.spi.decode.Piece;
import io.millrace.spi.decode.Splitting;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Cuts text at the ends of lines, each of which is a record by itself. In every encoding but UTF-16 a byte 0x0A is a line
 * feed and nothing else. No piece begins with what could be taken for a byte order mark.
 */
public final class LineSplitting implements Splitting {
    private static final int HEAD = 1 << 16;
    private static final int FIRST_LOOK = 1 << 16;
    private static final int LONGEST_LOOK = 4 << 20;

    private final TextEncoding encoding;
    private final ToIntFunction<byte[]> head;
    private final Supplier<Decoder> decoder;

    /**
     * @param head the length of what stands before the records, which every piece is read behind; negative when it is not there
     * @param decoder tells whether such a head is sound
     */
    private LineSplitting(TextEncoding encoding, ToIntFunction<byte[]> head, Supplier<Decoder> decoder) {
        this.encoding = requireNonNull(encoding, "encoding is null");
        this.head = requireNonNull(head, "head is null");
        this.decoder = requireNonNull(decoder, "decoder is null");
    }

    /** For text that has nothing but records. */
    public static Splitting of(TextEncoding encoding, Supplier<Decoder> decoder) {
        return new LineSplitting(encoding, beginning -> 0, decoder);
    }

    /** For records behind so many lines of another kind. */
    public static Splitting behindLines(long lines, TextEncoding encoding, Supplier<Decoder> decoder) {
        return new LineSplitting(encoding, beginning -> afterLines(beginning, lines), decoder);
    }

    /** For records behind a header, which is the first line that is not empty. */
    public static Splitting behindHeader(TextEncoding encoding, Supplier<Decoder> decoder) {
        return new LineSplitting(encoding, LineSplitting::afterHeader, decoder);
    }

    @Override
    public List<Piece> cut(PayloadBytes payload, long[] wanted) throws IOException {
        byte[] beginning = Cuts.beginning(payload, HEAD);
        if (isUtf16(beginning)) {
            return List.of();
        }
        int length = head.applyAsInt(beginning);
        byte[] repeated = Arrays.copyOf(beginning, Math.max(0, length));
        if (length < 0 || (length > 0 && !Cuts.isSound(decoder.get(), repeated))) {
            return List.of();
        }
        return Cuts.pieces(payload, wanted, repeated, from -> afterLine(payload, from));
    }

    private boolean isUtf16(byte[] beginning) {
        if (encoding != TextEncoding.AUTO) {
            return encoding.isUtf16();
        }
        Optional<TextEncoding> guess = EncodingGuess.BY_MARK.of(beginning, 0, beginning.length, true);
        return guess.isPresent() && guess.get().isUtf16();
    }

    private static long afterLine(PayloadBytes payload, long from) throws IOException {
        long at = Math.max(0, from - 1);
        for (int look = FIRST_LOOK; look <= LONGEST_LOOK; look *= 4) {
            byte[] bytes = Cuts.read(payload, at, look);
            int next = Scan.find(bytes, 0, bytes.length, (byte) '\n') + 1;
            while (next < bytes.length && mayBeginMark(bytes[next])) {
                next = Scan.find(bytes, next, bytes.length, (byte) '\n') + 1;
            }
            if (next < bytes.length) {
                return at + next;
            }
        }
        return Finder.NONE;
    }

    private static boolean mayBeginMark(byte c) {
        return c == (byte) 0xEF || c == (byte) 0xFE || c == (byte) 0xFF;
    }

    private static int afterLines(byte[] beginning, long lines) {
        int at = 0;
        for (long i = 0; i < lines; i++) {
            at = Scan.find(beginning, at, beginning.length, (byte) '\n') + 1;
            if (at > beginning.length) {
                return -1;
            }
        }
        return at;
    }

    private static int afterHeader(byte[] beginning) {
        int at = 0;
        while (at < beginning.length) {
            int end = Scan.find(beginning, at, beginning.length, (byte) '\n');
            boolean blank = end == at || (end == at + 1 && beginning[at] == '\r');
            if (!blank) {
                return end < beginning.length ? end + 1 : -1;
            }
            at = end + 1;
        }
        return -1;
    }
}
