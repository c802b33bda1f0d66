package io.millrace.connector.files.read;

import io.millrace.spi.decode.Piece;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a piece: its head, what is stored, its tail. */
final class PieceStream extends InputStream {
    private final ByteArrayInputStream head;
    private final InputStream stored;
    private final ByteArrayInputStream tail;
    private final Piece piece;
    private long at;

    /** @param stored yields the bytes of the file from the beginning of the piece on */
    PieceStream(Piece piece, InputStream stored) {
        this.piece = piece;
        this.stored = stored;
        this.head = new ByteArrayInputStream(piece.head());
        this.tail = new ByteArrayInputStream(piece.tail());
        this.at = piece.from();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        if (head.available() > 0) {
            return head.read(bytes, offset, count);
        }
        if (at == piece.to()) {
            return tail.read(bytes, offset, count);
        }
        int read = stored.read(bytes, offset, (int) Math.min(count, piece.to() - at));
        if (read < 0) {
            throw new EOFException("it ends at byte " + at + ", within " + piece);
        }
        at += read;
        return read;
    }

    @Override
    public void close() throws IOException {
        stored.close();
    }
}
