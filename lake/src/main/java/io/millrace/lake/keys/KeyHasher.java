package io.millrace.lake.keys;

import io.millrace.lake.schema.JsonText;
import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DecimalVector;
import io.millrace.spi.batch.DoubleVector;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.batch.Vector;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** Rows' keys as 128 bits of SHA-256: that two keys share them is no more to be expected than a broken disk. */
public final class KeyHasher {
    private final MessageDigest digest;
    private final byte[] hash = new byte[32];
    private final ByteBuffer words = ByteBuffer.wrap(hash);
    private byte[] key = new byte[256];
    private int length;

    public KeyHasher() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Hashes the key of a row.
     *
     * @param parts for each part of the key the columns that may hold it: a field and its siblings
     * @return false when every part is NULL
     */
    public boolean hash(List<List<Column>> parts, int row) {
        length = 0;
        boolean present = false;
        for (List<Column> part : parts) {
            present |= append(part, row);
        }
        if (present) {
            try {
                digest.update(key, 0, length);
                digest.digest(hash, 0, hash.length);
            } catch (DigestException e) {
                throw new IllegalStateException(e);
            }
        }
        return present;
    }

    public long high() {
        return words.getLong(0);
    }

    public long low() {
        return words.getLong(Long.BYTES);
    }

    /** The length of a part stands before it, so that no two keys look alike. */
    private boolean append(List<Column> part, int row) {
        for (Column column : part) {
            for (Kind kind : column.kinds()) {
                Vector vector = column.find(kind).orElseThrow();
                int index = vector.indexOf(row);
                if (index >= 0) {
                    append(kind, vector, index);
                    return true;
                }
            }
        }
        room(4);
        appendInt(-1);
        return false;
    }

    private void append(Kind kind, Vector vector, int index) {
        if (vector instanceof BytesVector bytes) {
            append(bytes.bytes(), bytes.start(index), bytes.end(index));
        } else if (kind == Kind.BIGINT) {
            byte[] digits = Long.toString(((LongVector) vector).values()[index]).getBytes(StandardCharsets.US_ASCII);
            append(digits, 0, digits.length);
        } else if (vector instanceof DecimalVector decimals) {
            append(decimals.decimal(index).stripTrailingZeros().toPlainString());
        } else if (vector instanceof DoubleVector doubles) {
            append(Double.toString(doubles.values()[index] + 0.0)); // of the two zeros one
        } else {
            append(JsonText.text(kind, vector, index));
        }
    }

    private void append(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        append(bytes, 0, bytes.length);
    }

    private void append(byte[] bytes, int from, int to) {
        room(4 + to - from);
        appendInt(to - from);
        System.arraycopy(bytes, from, key, length, to - from);
        length += to - from;
    }

    private void appendInt(int value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            key[length++] = (byte) (value >>> shift);
        }
    }

    private void room(int more) {
        if (key.length - length < more) {
            key = java.util.Arrays.copyOf(key, Math.max(length + more, key.length * 2));
        }
    }
}
