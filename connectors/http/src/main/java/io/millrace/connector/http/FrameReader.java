package io.millrace.connector.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Goes through the frames of a file; what it gives is valid until the next call of {@link #next}. */
final class FrameReader implements AutoCloseable {
    private static final int CHUNK = 256 << 10;

    private final FileChannel channel;
    private final long fileSize;
    private byte[] bytes = new byte[CHUNK];
    private int at;
    private int limit;
    /** Where in the file {@code bytes[0]} stands. */
    private long base;

    private int frame;
    private int body;
    private int end;

    FrameReader(Path path, long position) throws IOException {
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
        this.fileSize = channel.size();
        this.base = position;
    }

    /** Moves to the next frame; false when no whole and sound one is there. */
    boolean next() throws IOException {
        if (!has(Frame.HEAD)) {
            return false;
        }
        int length = ByteBuffer.wrap(bytes).getInt(at);
        if (length < Frame.LEAST || length > fileSize - position() - Frame.HEAD || !has(Frame.HEAD + length)) {
            return false;
        }
        int content = at + Frame.HEAD;
        if (Frame.checksum(bytes, content, length) != ByteBuffer.wrap(bytes).getInt(at + 4)) {
            return false;
        }
        frame = content;
        end = content + length;
        int type = content + 10 + textLength(content + 8);
        body = type + 2 + textLength(type);
        at = end;
        return true;
    }

    /** Where the frame after this one begins. */
    long position() {
        return base + at;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The body is {@code [bodyStart, bodyEnd)} of {@link #bytes}. */
    int bodyStart() {
        return body;
    }

    int bodyEnd() {
        return end;
    }

    long timeMicros() {
        return ByteBuffer.wrap(bytes).getLong(frame);
    }

    /** The key is {@code [keyStart, keyEnd)}. */
    int keyStart() {
        return frame + 10;
    }

    int keyEnd() {
        return keyStart() + textLength(frame + 8);
    }

    int typeStart() {
        return keyEnd() + 2;
    }

    int typeEnd() {
        return typeStart() + textLength(keyEnd());
    }

    String key() {
        return new String(bytes, keyStart(), keyEnd() - keyStart(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private int textLength(int offset) {
        return ByteBuffer.wrap(bytes).getShort(offset) & 0xffff;
    }

    /** Whether so many bytes are there from {@code at} on, once they have been read. */
    private boolean has(int count) throws IOException {
        if (limit - at >= count) {
            return true;
        }
        byte[] target = count > bytes.length ? new byte[Math.max(count, bytes.length * 2)] : bytes;
        System.arraycopy(bytes, at, target, 0, limit - at);
        base += at;
        limit -= at;
        at = 0;
        bytes = target;
        ByteBuffer room = ByteBuffer.wrap(bytes, limit, bytes.length - limit);
        while (limit < count) {
            int read = channel.read(room, base + limit);
            if (read < 0) {
                return false;
            }
            limit += read;
        }
        return true;
    }
}
