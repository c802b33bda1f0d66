package io.millrace.connector.kinesis;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A cursor over the records that the Kinesis producer library packed into one: four bytes of magic, a protocol buffer
 * with a table of partition keys (field 1) and records (field 3: index of the key 1, data 3), and the MD5 of it. Reads
 * the wire itself and allocates nothing per record.
 */
final class Aggregate {
    /** The count of what is no aggregate. */
    static final int NONE = -1;

    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
    private static final int DIGEST = 16;
    private static final int KEY_TABLE = 1;
    private static final int RECORD = 3;
    private static final int RECORD_KEY = 1;
    private static final int RECORD_DATA = 3;

    private byte[] bytes = MAGIC;
    private int[] keyStarts = new int[16];
    private int[] keyEnds = new int[16];
    private int keys;
    private int at;
    private int limit;
    private int key;
    private int start;
    private int end;

    /** How many records {@code bytes} holds; {@link #NONE} when it is no aggregate, or its checksum is wrong. */
    static int count(byte[] bytes) {
        if (bytes.length < MAGIC.length + DIGEST
                || Arrays.mismatch(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length) >= 0
                || !isIntact(bytes)) {
            return NONE;
        }
        Aggregate aggregate = new Aggregate();
        int count = 0;
        try {
            aggregate.open(bytes);
            while (aggregate.next()) {
                count++;
            }
        } catch (IndexOutOfBoundsException e) {
            return NONE;
        }
        return count;
    }

    /** Moves before the first record of what {@link #count} has found to be an aggregate. */
    void open(byte[] aggregate) {
        bytes = aggregate;
        limit = aggregate.length - DIGEST;
        keys = 0;
        at = MAGIC.length;
        while (at < limit) {
            int tag = varint();
            if (tag == tag(KEY_TABLE)) {
                int length = length();
                addKey(at, at + length);
                at += length;
            } else {
                skip(tag);
            }
        }
        at = MAGIC.length;
    }

    boolean next() {
        while (at < limit) {
            int tag = varint();
            if (tag == tag(RECORD)) {
                int length = length();
                readRecord(at + length);
                return true;
            }
            skip(tag);
        }
        return false;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Where in the aggregate the partition key of the record begins. */
    int keyStart() {
        return keyStarts[key];
    }

    int keyEnd() {
        return keyEnds[key];
    }

    private void readRecord(int recordEnd) {
        key = 0;
        start = recordEnd;
        end = recordEnd;
        while (at < recordEnd) {
            int tag = varint();
            if (tag == RECORD_KEY << 3) {
                key = varint();
            } else if (tag == tag(RECORD_DATA)) {
                int length = length();
                start = at;
                end = at + length;
                at = end;
            } else {
                skip(tag);
            }
        }
        if (at != recordEnd || key < 0 || key >= keys) {
            throw new IndexOutOfBoundsException("record is broken at " + at);
        }
    }

    private void addKey(int from, int to) {
        if (keys == keyStarts.length) {
            keyStarts = Arrays.copyOf(keyStarts, keys * 2);
            keyEnds = Arrays.copyOf(keyEnds, keys * 2);
        }
        keyStarts[keys] = from;
        keyEnds[keys++] = to;
    }

    private void skip(int tag) {
        switch (tag & 7) {
            case 0 -> varint();
            case 1 -> at += Long.BYTES;
            case 2 -> {
                int length = length();
                at += length;
            }
            case 5 -> at += Integer.BYTES;
            default -> throw new IndexOutOfBoundsException("unknown wire type at " + at);
        }
    }

    private int length() {
        int length = varint();
        if (length < 0 || length > limit - at) {
            throw new IndexOutOfBoundsException("length is wrong at " + at);
        }
        return length;
    }

    private int varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at >= limit) {
                throw new IndexOutOfBoundsException("number has no end at " + at);
            }
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value == (int) value ? (int) value : NONE;
            }
        }
        throw new IndexOutOfBoundsException("number is too long at " + at);
    }

    private static int tag(int field) {
        return field << 3 | 2;
    }

    private static boolean isIntact(byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update(bytes, MAGIC.length, bytes.length - MAGIC.length - DIGEST);
            int trailer = bytes.length - DIGEST;
            return Arrays.equals(digest.digest(), 0, DIGEST, bytes, trailer, bytes.length);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
