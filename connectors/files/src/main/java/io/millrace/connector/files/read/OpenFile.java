package io.millrace.connector.files.read;

import io.millrace.connector.files.read.Storage.Opened;
import io.millrace.formats.compress.Compression;
import io.millrace.spi.decode.Piece;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.SplitRange;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** One file being read, watched for changes. What its bytes are to blame for is damage; the rest is an error outside. */
final class OpenFile implements AutoCloseable {
    private final Storage storage;
    private final StoredFile file;
    private final Raw raw;
    private final long firstRow;
    private InputStream stream;
    private Compression compression = Compression.NONE;
    private Optional<String> damage = Optional.empty();
    private boolean ended;

    private OpenFile(Storage storage, Opened opened, long firstRow) {
        this.storage = storage;
        this.file = opened.file();
        this.raw = new Raw(opened.stream());
        this.stream = raw;
        this.firstRow = firstRow;
    }

    static OpenFile open(Storage storage, Compression compression, SplitRange planned) {
        try {
            Optional<Piece> piece = planned.part().piece();
            if (piece.isPresent()) {
                return open(storage, piece.get(), planned);
            }
            OpenFile file = new OpenFile(storage, storage.open(planned), 1);
            file.decompress(compression);
            return file;
        } catch (IOException e) {
            throw storage.failure(planned.split(), e);
        }
    }

    /** Pieces are of files that are not compressed, whatever the first bytes of one look like. */
    private static OpenFile open(Storage storage, Piece piece, SplitRange planned) throws IOException {
        Opened opened = storage.open(planned.whole(), piece.from(), piece.to());
        if (!opened.file().identity().equals(planned.part().version())) {
            opened.stream().close();
            throw new IOException("it was replaced since it was planned");
        }
        PieceStream stream = new PieceStream(piece, opened.stream());
        return new OpenFile(storage, new Opened(opened.file(), stream), piece.firstRow());
    }

    /** The number that the next row has in the file. */
    long firstRow() {
        return firstRow;
    }

    StoredFile file() {
        return file;
    }

    Compression compression() {
        return compression;
    }

    /** Whether there is nothing more to read. */
    boolean ended() {
        return ended;
    }

    /** Why there is nothing more to read, unless it is for the end of the file. */
    Optional<String> damage() {
        return damage;
    }

    /** Fills {@code buffer[from, length)} as far as it goes; returns the new end. */
    int fill(byte[] buffer, int from) {
        int at = from;
        try {
            while (at < buffer.length && !ended) {
                int count = stream.read(buffer, at, buffer.length - at);
                ended = count < 0;
                at += Math.max(0, count);
            }
        } catch (IOException e) {
            fail(e);
        }
        if (ended) {
            requireUnchanged();
        }
        return at;
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw storage.failure(file.name(), e);
        }
    }

    private void requireUnchanged() {
        try {
            storage.requireUnchanged(file);
        } catch (IOException e) {
            throw storage.failure(file.name(), e);
        }
    }

    private void decompress(Compression wanted) {
        try {
            Compression.Opened opened = wanted.detect(raw);
            stream = opened.stream();
            compression = opened.compression();
        } catch (IOException e) {
            fail(e);
        } catch (MillraceException e) {
            fail(new IOException(e.getMessage(), e));
        }
    }

    private void fail(IOException error) {
        if (raw.failed) {
            close();
            throw storage.failure(file.name(), error);
        }
        ended = true;
        String reason = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        String name = file.name().substring(file.name().lastIndexOf('/') + 1);
        damage = Optional.of("Cannot read file to its end: " + name + ": " + reason);
    }

    /** Remembers whether it was the storage that failed, and not what was read from it. */
    private static final class Raw extends FilterInputStream {
        private boolean failed;

        Raw(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                failed = true;
                throw e;
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException e) {
                failed = true;
                throw e;
            }
        }
    }
}
