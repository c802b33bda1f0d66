package io.millrace.kernel.arrow;

import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.apache.arrow.vector.FieldVector;

/** The offsets of texts and lists. */
final class Offsets {
    private Offsets() {}

    /** The {@code limit - base + 1} offsets of the values from {@code base} to {@code limit}; slot s starts at index s. */
    static IntBuffer of(FieldVector source, int base, int limit) {
        return source.getOffsetBuffer()
                .nioBuffer((long) base * Integer.BYTES, (limit - base + 1) * Integer.BYTES)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer();
    }
}
