package io.millrace.formats.values;

/**
 * ISO-8601 date-times with an offset: {@code 2026-01-31T12:30[:00[.123456]](Z|+02:00|+0200|+02)}, in the extended form
 * with years 0000 to 9999.
 */
public final class Timestamps {
    public static final long NONE = Long.MIN_VALUE;

    private static final int SHORTEST = "2026-01-31T12:30Z".length();
    private static final int MAX_OFFSET_MINUTES = 18 * 60;

    private Timestamps() {}

    /** Microseconds since 1970-01-01T00:00:00Z, or NONE when {@code b[p, end)} is no instant, or a finer one. */
    public static long parse(byte[] b, int p, int end) {
        if (end - p < SHORTEST || b[p + 4] != '-' || b[p + 7] != '-' || b[p + 10] != 'T' || b[p + 13] != ':') {
            return NONE;
        }
        int year = two(b, p) * 100 + two(b, p + 2);
        int month = two(b, p + 5);
        int day = two(b, p + 8);
        int hour = two(b, p + 11);
        int minute = two(b, p + 14);
        if (two(b, p) < 0 || two(b, p + 2) < 0 || month < 1 || month > 12 || day < 1 || hour < 0 || hour > 23) {
            return NONE;
        }
        if (day > daysOf(year, month) || minute < 0 || minute > 59) {
            return NONE;
        }
        long seconds = ((days(year, month, day) * 24 + hour) * 60 + minute) * 60;
        return seconds(b, p + 16, end, seconds);
    }

    private static long seconds(byte[] b, int p, int end, long minutes) {
        if (b[p] != ':') {
            return offset(b, p, end, minutes, 0);
        }
        if (end - p < 4) {
            return NONE;
        }
        int second = two(b, p + 1);
        if (second < 0 || second > 59) {
            return NONE;
        }
        p += 3;
        if (b[p] != '.') {
            return offset(b, p, end, minutes + second, 0);
        }
        int start = ++p;
        int micros = 0;
        while (p < end && b[p] >= '0' && b[p] <= '9') {
            int digit = b[p] - '0';
            if (p - start < 6) {
                micros = micros * 10 + digit;
            } else if (digit != 0) {
                return NONE;
            }
            p++;
        }
        if (p == start) {
            return NONE;
        }
        for (int digits = p - start; digits < 6; digits++) {
            micros *= 10;
        }
        return offset(b, p, end, minutes + second, micros);
    }

    private static long offset(byte[] b, int p, int end, long seconds, int micros) {
        if (p >= end) {
            return NONE;
        }
        int minutes = 0;
        if (b[p] != 'Z') {
            minutes = offsetMinutes(b, p, end);
        } else if (p + 1 != end) {
            return NONE;
        }
        return minutes > MAX_OFFSET_MINUTES ? NONE : (seconds - minutes * 60L) * 1_000_000 + micros;
    }

    private static int offsetMinutes(byte[] b, int p, int end) {
        int length = end - p;
        boolean colon = length == 6 && b[p + 3] == ':';
        if ((b[p] != '+' && b[p] != '-') || (length != 3 && length != 5 && !colon)) {
            return Integer.MAX_VALUE;
        }
        int hours = two(b, p + 1);
        int minutes = length == 3 ? 0 : two(b, end - 2);
        if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > MAX_OFFSET_MINUTES) {
            return Integer.MAX_VALUE;
        }
        int total = hours * 60 + minutes;
        return b[p] == '-' ? -total : total;
    }

    /** Two digits, or a number below -1000. */
    private static int two(byte[] b, int p) {
        int tens = b[p] - '0';
        int ones = b[p + 1] - '0';
        return (tens | ones) >= 0 && tens <= 9 && ones <= 9 ? tens * 10 + ones : -100_000;
    }

    private static int daysOf(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Days since 1970-01-01, counting years from March so that the leap day comes last. */
    private static long days(int year, int month, int day) {
        int marchYear = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(marchYear, 400);
        int yearOfEra = marchYear - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }
}
