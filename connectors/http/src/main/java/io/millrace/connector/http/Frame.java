package io.millrace.connector.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The form of a record in a log: length and CRC-32C of what follows, then the number of microseconds since 1970, key and
 * content type, each a length and UTF-8, and the body.
 */
final class Frame {
    /** Length and checksum. */
    static final int HEAD = 8;
    /** Time and the lengths of two texts. */
    static final int LEAST = 12;

    private static final int MOST_TEXT = 0xffff;

    private Frame() {}

    /** All of a frame that stands before its body; ready to be written. */
    static ByteBuffer before(long timeMicros, String key, String contentType, byte[] body, int length) {
        byte[] keyBytes = utf8(key);
        byte[] typeBytes = utf8(contentType);
        int content = LEAST + keyBytes.length + typeBytes.length;
        ByteBuffer buffer = ByteBuffer.allocate(HEAD + content);
        buffer.putInt(content + length).putInt(0).putLong(timeMicros);
        buffer.putShort((short) keyBytes.length).put(keyBytes);
        buffer.putShort((short) typeBytes.length).put(typeBytes);
        CRC32C checksum = new CRC32C();
        checksum.update(buffer.array(), HEAD, content);
        checksum.update(body, 0, length);
        return buffer.putInt(4, (int) checksum.getValue()).flip();
    }

    static int checksum(byte[] bytes, int start, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, start, length);
        return (int) checksum.getValue();
    }

    private static byte[] utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_TEXT) {
            throw new IllegalArgumentException("text is too long: " + bytes.length);
        }
        return bytes;
    }
}
