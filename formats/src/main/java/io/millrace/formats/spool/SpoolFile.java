package io.millrace.formats.spool;

import io.millrace.spi.decode.PayloadBytes;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A temporary file that takes a payload and is then read anywhere. It has no name any more once it is open, so that nothing
 * is left of it whatever happens to the process.
 */
public final class SpoolFile implements PayloadBytes, AutoCloseable {
    private final FileChannel channel;
    private long length;

    private SpoolFile(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws MillraceException STORAGE_FULL when there can be no such file */
    static SpoolFile create() {
        try {
            Path path = Files.createTempFile("millrace-", ".spool");
            return new SpoolFile(FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            throw full(e);
        }
    }

    @Override
    public long length() {
        return length;
    }

    /** @throws MillraceException STORAGE_FULL when it cannot be written */
    void append(byte[] bytes, int from, int to) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, from, to - from);
            while (buffer.hasRemaining()) {
                length += channel.write(buffer, length);
            }
        } catch (IOException e) {
            throw full(e);
        }
    }

    @Override
    public void read(long position, byte[] into, int at, int count) throws IOException {
        if (position < 0 || count < 0 || count > length - position) {
            throw new EOFException("the file has " + length + " bytes and refers to byte " + (position + count));
        }
        ByteBuffer buffer = ByteBuffer.wrap(into, at, count);
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, position + count - buffer.remaining());
            if (read < 0) {
                throw new EOFException("the file ends too early");
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw full(e);
        }
    }

    private static MillraceException full(IOException cause) {
        return new MillraceException(
                        ErrorCode.STORAGE_FULL,
                        "Cannot put a file aside in the temporary directory: " + cause.getMessage(),
                        cause)
                .withHint("make room there, or start the process with -Djava.io.tmpdir=DIRECTORY");
    }
}
