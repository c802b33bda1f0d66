package io.millrace.connector.generator;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/** Text being written as UTF-8 bytes, without an object per value. Not safe for use by two threads. */
public final class EventBuffer {
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final int LONGEST_NUMBER = 20;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[1024];
    private int length;
    private long day = Long.MIN_VALUE;
    private final byte[] date = new byte[10];

    /** The text at {@code [0, length())}; valid until the next write. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    /** Cuts the text off; its last character may be broken. */
    public void truncate(int newLength) {
        length = Math.min(length, newLength);
    }

    /** A copy of the text. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    EventBuffer raw(byte[] text) {
        reserve(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return this;
    }

    EventBuffer raw(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** A number that is not negative. */
    EventBuffer number(long value) {
        return digits(value, 1);
    }

    /** {@code value / 100} with two decimals. */
    EventBuffer hundredths(long value) {
        number(value / 100).raw('.');
        return digits(value % 100, 2);
    }

    /** {@code value / 10^decimals} with so many decimals. */
    EventBuffer decimal(long value, int decimals) {
        if (value < 0) {
            raw('-');
        }
        long power = 1;
        for (int i = 0; i < decimals; i++) {
            power *= 10;
        }
        number(Math.abs(value) / power);
        return decimals == 0 ? this : raw('.').digits(Math.abs(value) % power, decimals);
    }

    /** The 16 hexadecimal digits of a number. */
    EventBuffer hex(long value) {
        return hex(value, 16);
    }

    /** The last hexadecimal digits of a number, 1 to 16. */
    EventBuffer hex(long value, int digits) {
        reserve(digits);
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(int) (value >>> shift) & 15];
        }
        return this;
    }

    /** {@code 2026-01-31T10:15:00.123Z}. */
    EventBuffer timestamp(long micros) {
        setDay(Math.floorDiv(micros, MICROS_PER_DAY));
        raw(date).raw('T');
        long millis = Math.floorMod(micros, MICROS_PER_DAY) / 1000;
        digits(millis / 3_600_000, 2).raw(':');
        digits(millis / 60_000 % 60, 2).raw(':');
        digits(millis / 1000 % 60, 2).raw('.');
        return digits(millis % 1000, 3).raw('Z');
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private EventBuffer digits(long value, int atLeast) {
        int count = atLeast;
        long rest = value;
        for (int i = 0; i < atLeast; i++) {
            rest /= 10;
        }
        while (rest > 0) {
            count++;
            rest /= 10;
        }
        reserve(LONGEST_NUMBER);
        long left = value;
        for (int i = length + count - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
        length += count;
        return this;
    }

    private void setDay(long epochDay) {
        if (epochDay != day) {
            day = epochDay;
            byte[] text = LocalDate.ofEpochDay(epochDay).toString().getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, date, 0, date.length);
        }
    }

    private void reserve(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, bytes.length * 2));
        }
    }
}
