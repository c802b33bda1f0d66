package io.millrace.testing.source;

import io.millrace.spi.source.PayloadReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** What a reader said of one payload, kept; the bytes as ISO-8859-1 so that they compare and print. */
public record Payload(String split, BigInteger offset, long timeMicros, String coordinates, String bytes) {
    /** The payload a reader stands at; one that comes in chunks is read to its end. */
    public static Payload take(PayloadReader reader) {
        String split = reader.split();
        BigInteger offset = reader.offset();
        StringBuilder bytes = new StringBuilder(chunk(reader));
        while (!reader.complete()) {
            reader.consumed(reader.end() - reader.start());
            if (!reader.next()
                    || !reader.split().equals(split)
                    || !reader.offset().equals(offset)) {
                throw new AssertionError("payload has no end: " + split + " " + offset);
            }
            bytes.append(chunk(reader));
        }
        return new Payload(split, offset, reader.timeMicros(), reader.coordinates(), bytes.toString());
    }

    private static String chunk(PayloadReader reader) {
        return new String(reader.bytes(), reader.start(), reader.end() - reader.start(), StandardCharsets.ISO_8859_1);
    }
}
