package io.millrace.kernel.function;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A database of MaxMind's format that knows one network of 24 bits. */
final class GeoDatabaseFile {
    private static final int BITS = 24;
    private static final int SEPARATOR = 16;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private GeoDatabaseFile() {}

    /** @param network its first three bytes */
    static byte[] of(int[] network, Map<String, ?> record) {
        GeoDatabaseFile file = new GeoDatabaseFile();
        for (int i = 0; i < BITS; i++) {
            boolean one = (network[i / 8] & (0x80 >> (i % 8))) != 0;
            int next = i + 1 < BITS ? i + 1 : BITS + SEPARATOR;
            file.number(one ? BITS : next, 3);
            file.number(one ? next : BITS, 3);
        }
        file.number(0, SEPARATOR);
        file.value(record);
        file.number(0xABCDEF, 3);
        file.out.writeBytes("MaxMind.com".getBytes(StandardCharsets.UTF_8));
        file.value(Map.of(
                "node_count",
                (long) BITS,
                "record_size",
                24,
                "ip_version",
                4,
                "database_type",
                "Test-City",
                "languages",
                List.of("en"),
                "binary_format_major_version",
                2,
                "binary_format_minor_version",
                0,
                "build_epoch",
                BigInteger.ONE,
                "description",
                Map.of()));
        return file.out.toByteArray();
    }

    private void number(long value, int bytes) {
        for (int i = bytes - 1; i >= 0; i--) {
            out.write(i < Long.BYTES ? (int) (value >>> (8 * i)) : 0);
        }
    }

    private void value(Object value) {
        if (value instanceof Map<?, ?> map) {
            out.write(7 << 5 | map.size());
            map.forEach((key, inner) -> {
                value(key);
                value(inner);
            });
        } else if (value instanceof List<?> list) {
            out.write(list.size());
            out.write(11 - 7);
            list.forEach(this::value);
        } else if (value instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.write(2 << 5 | bytes.length);
            out.writeBytes(bytes);
        } else if (value instanceof Double real) {
            out.write(3 << 5 | Double.BYTES);
            number(Double.doubleToLongBits(real), Double.BYTES);
        } else if (value instanceof Integer number) {
            out.write(5 << 5 | Short.BYTES);
            number(number, Short.BYTES);
        } else if (value instanceof Long number) {
            out.write(6 << 5 | Integer.BYTES);
            number(number, Integer.BYTES);
        } else {
            out.write(Long.BYTES);
            out.write(9 - 7);
            number(((BigInteger) value).longValueExact(), Long.BYTES);
        }
    }
}
