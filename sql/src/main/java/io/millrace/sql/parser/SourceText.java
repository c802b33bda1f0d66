package io.millrace.sql.parser;

import io.millrace.spi.error.SourceLocation;
import io.millrace.sql.tree.SqlText;
import io.millrace.sql.tree.SqlText.Mark;
import io.millrace.sql.tree.SqlText.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A worksheet with its variables filled in, which knows where each character was written. */
final class SourceText {
    /** The characters from {@code start} of the text come from {@code origin} of the worksheet. */
    record Piece(int start, int origin, Run run) {}

    private final String file;
    private final String text;
    private final List<Piece> pieces;
    private final int[] lineStarts;

    /** @param pieces in order, the first at 0 */
    SourceText(String file, String original, String text, List<Piece> pieces) {
        this.file = file;
        this.text = text;
        this.pieces = List.copyOf(pieces);
        this.lineStarts = lineStarts(original);
    }

    static SourceText withoutVariables(String file, String text) {
        return new SourceText(file, text, text, List.of(new Piece(0, 0, Run.WRITTEN)));
    }

    String text() {
        return text;
    }

    String text(int start, int end) {
        return text.substring(start, end);
    }

    SourceLocation location(int offset) {
        Piece piece = pieces.get(0);
        for (Piece next : pieces) {
            if (next.start() > offset) {
                break;
            }
            piece = next;
        }
        return originLocation(piece.run() == Run.INSERTED ? piece.origin() : piece.origin() + offset - piece.start());
    }

    SourceLocation originLocation(int origin) {
        int found = Arrays.binarySearch(lineStarts, origin);
        int line = found >= 0 ? found : -found - 2;
        return new SourceLocation(file, line + 1, origin - lineStarts[line] + 1);
    }

    SqlText slice(int start, int end) {
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark(0, location(start), runAt(start)));
        for (Piece piece : pieces) {
            if (piece.start() > start && piece.start() < end) {
                marks.add(new Mark(piece.start() - start, originLocation(piece.origin()), piece.run()));
            }
        }
        return new SqlText(text(start, end), marks);
    }

    private Run runAt(int offset) {
        Run run = Run.WRITTEN;
        for (Piece piece : pieces) {
            run = piece.start() <= offset ? piece.run() : run;
        }
        return run;
    }

    private static int[] lineStarts(String text) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            starts.add(i + 1);
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }
}
