package io.millrace.connector.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A body that was read. */
final class Body {
    private static final int LEAST = 8 << 10;

    private final byte[] bytes;
    private final int length;

    private Body(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /** The body, and behind {@link #length} what does not count. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /**
     * Reads a body to its end.
     *
     * @param expected how long it will be, as far as is known
     * @throws Refusal when it is longer than {@code most}, or there is no memory for it
     */
    static Body read(InputStream in, long expected, int most, BodyBudget.Share memory) throws IOException, Refusal {
        byte[] bytes = new byte[take((int) Math.min(most, Math.max(LEAST, expected)), memory)];
        int length = 0;
        while (true) {
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                return new Body(bytes, length);
            }
            length += read;
            if (length == bytes.length) {
                int next = in.read();
                if (next < 0) {
                    return new Body(bytes, length);
                }
                if (length >= most) {
                    throw Refusal.tooLarge(most);
                }
                bytes = Arrays.copyOf(bytes, take((int) Math.min(most, bytes.length * 2L), memory));
                bytes[length++] = (byte) next;
            }
        }
    }

    private static int take(int bytes, BodyBudget.Share memory) throws Refusal {
        if (!memory.growTo(bytes)) {
            throw Refusal.busy("too many bodies at the same time");
        }
        return bytes;
    }
}
