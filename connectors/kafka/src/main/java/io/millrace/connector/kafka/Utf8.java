package io.millrace.connector.kafka;

/** Tells text from bytes. */
final class Utf8 {
    private Utf8() {}

    /** Whether {@code bytes[from, to)} is well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. */
    static boolean valid(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int length = length(bytes[at]);
            if (length == 0 || at + length > to || !wellFormed(bytes, at, length)) {
                return false;
            }
            at += length;
        }
        return true;
    }

    private static int length(byte lead) {
        if (lead >= 0) {
            return 1;
        }
        int value = lead & 0xff;
        if (value < 0xc2 || value > 0xf4) {
            return 0;
        }
        return value < 0xe0 ? 2 : value < 0xf0 ? 3 : 4;
    }

    private static boolean wellFormed(byte[] bytes, int at, int length) {
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return false;
            }
        }
        int lead = bytes[at] & 0xff;
        int second = length > 1 ? bytes[at + 1] & 0xff : 0;
        return switch (lead) {
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second < 0xa0;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second < 0x90;
            default -> true;
        };
    }
}
