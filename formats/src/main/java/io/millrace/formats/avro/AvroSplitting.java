package io.millrace.formats.avro;

import static java.util.Objects.requireNonNull;

import io.millrace.formats.binary.Cursor;
import io.millrace.formats.split.Cuts;
import io.millrace.formats.split.Cuts.Finder;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.PayloadBytes;
import io.millrace.spi.decode.Piece;
import io.millrace.spi.decode.Splitting;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Cuts files behind sync markers, each piece behind the header of the file. What looks like a marker counts only when a whole
 * block follows that ends with one, too.
 */
final class AvroSplitting implements Splitting {
    private static final int LARGEST_HEAD = 1 << 20;
    private static final int LOOK = 1 << 18;
    private static final int LONGEST_LOOK = 16 << 20;
    private static final int LONGEST_COUNTS = 20;

    private final Supplier<Decoder> decoder;

    /** @param decoder tells whether a header can be read */
    AvroSplitting(Supplier<Decoder> decoder) {
        this.decoder = requireNonNull(decoder, "decoder is null");
    }

    @Override
    public List<Piece> cut(PayloadBytes payload, long[] wanted) throws IOException {
        byte[] beginning = Cuts.beginning(payload, LARGEST_HEAD);
        Cursor cursor = new Cursor(1);
        cursor.begin(beginning, 0, beginning.length);
        FileHeader header = FileHeader.read(cursor);
        if (cursor.failed()) {
            return List.of();
        }
        byte[] head = Arrays.copyOf(beginning, header.end());
        if (!Cuts.isSound(decoder.get(), head)) {
            return List.of();
        }
        byte[] sync = Arrays.copyOfRange(head, header.syncAt(), header.end());
        return Cuts.pieces(payload, wanted, head, from -> behindMarker(payload, from, sync));
    }

    private static long behindMarker(PayloadBytes payload, long from, byte[] sync) throws IOException {
        long at = from - sync.length;
        long last = Math.min(payload.length(), from + LONGEST_LOOK);
        while (at + sync.length < last) {
            byte[] bytes = Cuts.read(payload, at, LOOK);
            for (int i = 0; i + sync.length <= bytes.length; i++) {
                if (isSync(bytes, i, sync) && isFollowedByBlock(payload, at + i + sync.length, sync)) {
                    return at + i + sync.length;
                }
            }
            at += bytes.length - sync.length + 1;
        }
        return Finder.NONE;
    }

    private static boolean isFollowedByBlock(PayloadBytes payload, long at, byte[] sync) throws IOException {
        byte[] counts = Cuts.read(payload, at, LONGEST_COUNTS);
        Cursor cursor = new Cursor(1);
        cursor.begin(counts, 0, counts.length);
        long count = cursor.zigzag();
        long size = cursor.zigzag();
        if (cursor.failed() || count < 0 || size < 0 || size > payload.length() - at - cursor.at - sync.length) {
            return false;
        }
        return isSync(Cuts.read(payload, at + cursor.at + size, sync.length), 0, sync);
    }

    private static boolean isSync(byte[] bytes, int at, byte[] sync) {
        return Arrays.equals(bytes, at, at + sync.length, sync, 0, sync.length);
    }
}
