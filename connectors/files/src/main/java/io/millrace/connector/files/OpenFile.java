package io.millrace.connector.files;

import io.millrace.formats.compress.Compression;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** One file being read, watched for changes. What its bytes are to blame for is damage; the rest is an error outside. */
final class OpenFile implements AutoCloseable {
    private final Path path;
    private final Listing.Entry entry;
    private final Raw raw;
    private InputStream stream;
    private Compression compression = Compression.NONE;
    private Optional<String> damage = Optional.empty();
    private boolean ended;

    private OpenFile(Path path, Listing.Entry entry, Raw raw) {
        this.path = path;
        this.entry = entry;
        this.raw = raw;
        this.stream = raw;
    }

    /** @param expectedSize what it was planned with */
    static OpenFile open(Path path, Compression compression, long expectedSize) {
        Listing.Entry entry = stat(path);
        if (entry.size() != expectedSize) {
            throw changed(path, "it had " + expectedSize + " bytes when it was planned and has " + entry.size());
        }
        OpenFile file;
        try {
            file = new OpenFile(path, entry, new Raw(Files.newInputStream(path)));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
        file.decompress(compression);
        return file;
    }

    Listing.Entry entry() {
        return entry;
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
            throw unreadable(path, e);
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
            throw unreadable(path, error);
        }
        ended = true;
        String reason = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        damage = Optional.of("Cannot read file to its end: " + path.getFileName() + ": " + reason);
    }

    private void requireUnchanged() {
        Listing.Entry now = stat(path);
        if (!now.equals(entry)) {
            throw changed(path, "it was written while it was being read");
        }
    }

    private static Listing.Entry stat(Path path) {
        try {
            return Listing.Entry.of(Files.readAttributes(path, BasicFileAttributes.class));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static MillraceException changed(Path path, String how) {
        return new MillraceException(ErrorCode.SOURCE_UNAVAILABLE, "Cannot read file: " + path + ": " + how)
                .withHint("write files under a name that ends in .tmp and rename them, or raise SETTLE_TIME");
    }

    private static MillraceException unreadable(Path path, IOException error) {
        if (error instanceof AccessDeniedException) {
            return new MillraceException(ErrorCode.SOURCE_ACCESS_DENIED, "Cannot read file: " + path, error)
                    .withHint("give the user that runs millrace the right to read it");
        }
        String reason = error instanceof NoSuchFileException ? "it is gone since it was planned" : error.getMessage();
        return new MillraceException(ErrorCode.SOURCE_UNAVAILABLE, "Cannot read file: " + path + ": " + reason, error);
    }

    /** Remembers whether it was the disk that failed, and not what was read from it. */
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
