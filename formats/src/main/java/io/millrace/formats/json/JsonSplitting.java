package io.millrace.formats.json;

import io.millrace.formats.scan.ByteOrderMark;
import io.millrace.formats.scan.Scan;
import io.millrace.formats.split.Cuts;
import io.millrace.formats.split.Cuts.Finder;
import io.millrace.spi.decode.PayloadBytes;
import io.millrace.spi.decode.Piece;
import io.millrace.spi.decode.Splitting;
import java.io.IOException;
import java.util.List;

/**
 * Cuts between objects on lines of their own. In valid JSON a closing brace and an opening one on the next line stand between
 * two records and nowhere else: elements have a comma between them, and no string holds a line break. A broken record may
 * hold them, but reading goes on at such a brace if it is the first sign of its line. So the second of two such places in a
 * row with one whole object between them is the beginning of a record whatever comes before, and nothing that is said of
 * what comes before depends on what follows.
 *
 * <p>What begins with anything but an object is not cut.
 */
final class JsonSplitting implements Splitting {
    private static final int HEAD = 1 << 16;
    private static final int FIRST_LOOK = 1 << 16;
    private static final int LONGEST_LOOK = 4 << 20;

    @Override
    public List<Piece> cut(PayloadBytes payload, long[] wanted) throws IOException {
        byte[] beginning = Cuts.beginning(payload, HEAD);
        int first = Math.max(0, ByteOrderMark.after(beginning, 0, beginning.length, true));
        first = Scan.blanks(beginning, first, beginning.length);
        if (first == beginning.length || beginning[first] != '{') {
            return List.of();
        }
        return Cuts.pieces(payload, wanted, new byte[0], from -> betweenRecords(payload, from));
    }

    private static long betweenRecords(PayloadBytes payload, long from) throws IOException {
        for (int look = FIRST_LOOK; look <= LONGEST_LOOK; look *= 4) {
            byte[] bytes = Cuts.read(payload, from, look);
            int found = betweenRecords(bytes);
            if (found >= 0) {
                return from + found;
            }
        }
        return Finder.NONE;
    }

    /** The position of the brace that begins the record after the first whole one; negative if there is none. */
    private static int betweenRecords(byte[] bytes) {
        Skipper skipper = new Skipper();
        int before = next(bytes, 0);
        while (before < bytes.length) {
            int brace = next(bytes, before + 1);
            if (brace < bytes.length) {
                int end = skipper.skipAny(bytes, before, brace);
                if (end >= 0 && Scan.blanks(bytes, end, brace) == brace) {
                    return brace;
                }
            }
            before = brace;
        }
        return -1;
    }

    /** The next opening brace that begins a line and follows a closing one. */
    private static int next(byte[] bytes, int from) {
        int newline = Scan.find(bytes, from, bytes.length, (byte) '\n');
        while (newline + 1 < bytes.length) {
            if (bytes[newline + 1] == '{' && followsBrace(bytes, newline)) {
                return newline + 1;
            }
            newline = Scan.find(bytes, newline + 1, bytes.length, (byte) '\n');
        }
        return bytes.length;
    }

    private static boolean followsBrace(byte[] bytes, int newline) {
        int at = newline;
        while (at >= 0 && Scan.blank(bytes[at])) {
            at--;
        }
        return at >= 0 && bytes[at] == '}';
    }
}
