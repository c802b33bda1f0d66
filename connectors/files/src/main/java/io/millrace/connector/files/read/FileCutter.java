package io.millrace.connector.files.read;

import static java.util.Objects.requireNonNull;

import io.millrace.connector.files.read.Storage.Opened;
import io.millrace.formats.compress.Compression;
import io.millrace.spi.decode.PayloadBytes;
import io.millrace.spi.decode.Piece;
import io.millrace.spi.decode.Splitting;
import io.millrace.spi.source.PayloadPart;
import io.millrace.spi.source.SplitRange;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Cuts large files into pieces. Of a file it reads a little at its beginning and at each place that is wanted. Where these are
 * depends on the size of the file alone. What is compressed is not cut.
 */
public final class FileCutter {
    /** The first piece is so much smaller: a job whose table is new learns the columns from it. */
    private static final int FIRST = 8;

    private static final int MOST_PIECES = 1000;
    private static final int MAGIC = 16;

    private final Storage storage;
    private final Compression compression;
    private final long pieceBytes;

    /** @param pieceBytes how large a piece is, about; files of less than two are read whole. 0 when all are */
    public FileCutter(Storage storage, Compression compression, long pieceBytes) {
        this.storage = requireNonNull(storage, "storage is null");
        this.compression = requireNonNull(compression, "compression is null");
        this.pieceBytes = pieceBytes;
    }

    /** The same files, the large ones in pieces as far as {@code splitting} allows. */
    public List<SplitRange> cut(List<SplitRange> files, Splitting splitting) {
        List<SplitRange> parts = new ArrayList<>();
        for (SplitRange file : files) {
            boolean large = pieceBytes > 0 && file.bytes() / 2 >= pieceBytes;
            parts.addAll(
                    large && splitting != Splitting.NONE && storage.opensAnywhere()
                            ? cut(file, splitting)
                            : List.of(file));
        }
        return parts;
    }

    private List<SplitRange> cut(SplitRange file, Splitting splitting) {
        Stored stored = new Stored(file);
        try {
            if (!isPlain(stored)) {
                return List.of(file);
            }
            List<Piece> pieces = splitting.cut(stored, wanted(file.bytes()));
            return pieces.isEmpty()
                    ? List.of(file)
                    : pieces.stream()
                            .map(piece -> file.only(PayloadPart.of(piece, file.bytes(), stored.version)))
                            .toList();
        } catch (IOException e) {
            throw storage.failure(file.split(), e);
        }
    }

    private boolean isPlain(Stored stored) throws IOException {
        if (compression != Compression.AUTO) {
            return compression == Compression.NONE;
        }
        byte[] beginning = new byte[MAGIC];
        stored.read(0, beginning, 0, MAGIC);
        try {
            return compression.detect(new ByteArrayInputStream(beginning)).compression() == Compression.NONE;
        } catch (IOException e) {
            return false; // it begins like something compressed that needs more bytes than these
        }
    }

    private long[] wanted(long length) {
        long step = Math.max(pieceBytes, length / MOST_PIECES);
        return LongStream.iterate(Math.max(1, step / FIRST), at -> at < length - step / 2, at -> at + step)
                .toArray();
    }

    /** A file that is looked into; all looks are at one version of it. */
    private final class Stored implements PayloadBytes {
        private final SplitRange file;
        private String version = "";

        Stored(SplitRange file) {
            this.file = file;
        }

        @Override
        public long length() {
            return file.bytes();
        }

        @Override
        public void read(long position, byte[] into, int at, int count) throws IOException {
            if (position < 0 || count > length() - position) {
                throw new EOFException("it has " + length() + " bytes, and no byte " + (position + count));
            }
            Opened opened = storage.open(file, position, position + count);
            try (InputStream stream = opened.stream()) {
                version = version.isEmpty() ? opened.file().identity() : version;
                if (!version.equals(opened.file().identity())) {
                    throw new IOException("it was replaced while it was looked into");
                }
                if (stream.readNBytes(into, at, count) < count) {
                    throw new EOFException("it ends before byte " + (position + count));
                }
            }
        }
    }
}
