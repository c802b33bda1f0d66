package io.millrace.formats.orc;

import io.millrace.formats.binary.Buffer;
import java.io.IOException;
import java.util.Arrays;
import org.apache.orc.OrcProto.Stream;
import org.apache.orc.impl.IntegerReader;

/** The different texts of a column in one stripe. */
final class TextDictionary {
    private static final int LARGEST = 128 << 20;

    private final int column;
    private final byte[] bytes;
    private final int[] ends;

    private TextDictionary(int column, byte[] bytes, int[] ends) {
        this.column = column;
        this.bytes = bytes;
        this.ends = ends;
    }

    static TextDictionary read(Stripe stripe, int column) throws IOException {
        byte[] bytes = bytes(stripe, stripe.stream(column, Stream.Kind.DICTIONARY_DATA));
        long size = stripe.encoding(column).getDictionarySize() & 0xFFFFFFFFL;
        if (size > bytes.length + 1L) {
            throw new IOException("the dictionary of column " + column + " says it has " + size + " texts in "
                    + bytes.length + " bytes");
        }
        stripe.hold(size * Integer.BYTES);
        int[] ends = new int[(int) size];
        IntegerReader lengths = stripe.unsigned(column, Stream.Kind.LENGTH);
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            long length = lengths.next();
            if (length < 0 || length > bytes.length - end) {
                throw new IOException("the dictionary of column " + column + " is damaged");
            }
            end += (int) length;
            ends[i] = end;
        }
        return new TextDictionary(column, bytes, ends);
    }

    private static byte[] bytes(Stripe stripe, OrcStream stream) throws IOException {
        Buffer buffer = new Buffer(LARGEST);
        stream.drainTo(buffer);
        stripe.hold(buffer.length());
        return Arrays.copyOf(buffer.bytes(), buffer.length());
    }

    /** @throws IOException when there is none of this number */
    int entry(long number) throws IOException {
        if (number < 0 || number >= ends.length) {
            throw new IOException("the dictionary of column " + column + " has no text " + number);
        }
        return (int) number;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int entry) {
        return entry == 0 ? 0 : ends[entry - 1];
    }

    int end(int entry) {
        return ends[entry];
    }
}
