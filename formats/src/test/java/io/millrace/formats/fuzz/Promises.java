package io.millrace.formats.fuzz;

import com.sun.management.ThreadMXBean;
import io.millrace.formats.Formats;
import io.millrace.formats.contract.Decoding;
import io.millrace.formats.contract.Written;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.Format;
import io.millrace.spi.error.ErrorCode;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/**
 * What every decoder promises of every payload: no exception but rejects, each with a reason; sound batches; the same rows
 * and rejects however the payload is cut and however large batches are; memory in proportion to the payload. How it is
 * cut follows from its bytes, so that a payload alone tells a finding.
 */
final class Promises {
    private static final int LARGE = 1 << 20;
    private static final int SMALL_RECORD = 60;
    private static final DecodeSettings ROOMY = settings(LARGE, 1000);
    private static final DecodeSettings TWO_ROWS = settings(LARGE, 2);
    private static final DecodeSettings SMALL_RECORDS = settings(SMALL_RECORD, 1000);

    private static final long ALLOCATED_AT_LEAST = 64 << 20;
    private static final long ALLOCATED_PER_BYTE = 4096;

    private static final Set<ErrorCode> CODES = EnumSet.of(
            ErrorCode.MALFORMED_RECORD,
            ErrorCode.RECORD_TOO_LARGE,
            ErrorCode.RECORD_TOO_DEEP,
            ErrorCode.INVALID_UTF8,
            ErrorCode.SOURCE_FORMAT);

    /** A decoder that is looked at. */
    interface Opener {
        Decoder open(DecodeSettings settings);
    }

    private Promises() {}

    private static DecodeSettings settings(int recordBytes, int batchRows) {
        return new DecodeSettings(List.of(), Set.of(), 40, 50, recordBytes, batchRows, LARGE, true);
    }

    /** The decoder of a content type; options as {@link Written} takes them. */
    static Opener of(String type, Object... options) {
        Format format = Formats.find(type);
        return settings -> format.open(Written.of(format.options(), options), settings);
    }

    static void keep(byte[] payload, Opener opener) {
        keep(payload, opener, Promises::requireSomething);
    }

    /** @param account what is to be found of this payload, given all that came out */
    static void keep(byte[] payload, Opener opener, BiConsumer<byte[], Decoding> account) {
        requireFrugal(payload, opener);
        Decoding roomy = cutAnyhow(payload, opener, ROOMY);
        account.accept(payload, roomy);
        Decoding twoRows = cutAnyhow(payload, opener, TWO_ROWS);
        requireSame("batches of two rows", twoRows, roomy);
        requireBounded(cutAnyhow(payload, opener, SMALL_RECORDS));
    }

    /** What is not empty is a row or a reject. */
    static void requireSomething(byte[] payload, Decoding decoding) {
        if (payload.length > 0 && decoding.rows.isEmpty() && decoding.rejects.isEmpty()) {
            throw new AssertionError("nothing came out");
        }
    }

    /** For formats in which a payload without records is one. */
    static void requireNothing(byte[] payload, Decoding decoding) {}

    /** Every line but the empty ones is a row or a reject. */
    static void requireLines(byte[] payload, Decoding decoding) {
        int from = startsWithMark(payload) ? 3 : 0;
        int lines = 0;
        for (int at = from; at <= payload.length; at++) {
            if (at == payload.length || payload[at] == '\n') {
                int length = at - from;
                lines += length > 1 || (length == 1 && payload[from] != '\r') ? 1 : 0;
                from = at + 1;
            }
        }
        int found = decoding.rows.size() + decoding.rejects.size();
        if (found != lines && !isUtf16(payload)) {
            throw new AssertionError(lines + " lines became " + found + " rows and rejects");
        }
    }

    private static boolean startsWithMark(byte[] payload) {
        return payload.length > 2
                && payload[0] == (byte) 0xEF
                && payload[1] == (byte) 0xBB
                && payload[2] == (byte) 0xBF;
    }

    private static boolean isUtf16(byte[] payload) {
        int mark = payload.length < 2 ? 0 : (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
        return mark == 0xFEFF || mark == 0xFFFE;
    }

    private static Decoding cutAnyhow(byte[] payload, Opener opener, DecodeSettings settings) {
        Decoding whole = decode(payload, opener, settings, at -> payload.length);
        SplittableRandom random = new SplittableRandom(Arrays.hashCode(payload));
        int most = 1 + random.nextInt(40);
        requireSame(
                "cut into at most " + most + " bytes",
                decode(payload, opener, settings, at -> at + 1 + random.nextInt(most)),
                whole);
        requireSame("cut into bytes", decode(payload, opener, settings, at -> at + 1), whole);
        requireSame("ending late", decode(opener, settings, decoding -> decoding.payloadEndingLate(payload)), whole);
        return whole;
    }

    private static Decoding decode(byte[] payload, Opener opener, DecodeSettings settings, IntUnaryOperator next) {
        return decode(opener, settings, decoding -> decoding.payload(payload, next));
    }

    private static Decoding decode(Opener opener, DecodeSettings settings, Consumer<Decoding> feed) {
        Decoder decoder = opener.open(settings);
        try {
            Decoding decoding = new Decoding(decoder);
            feed.accept(decoding);
            decoding.take();
            decoding.rejects.forEach(Promises::requireReason);
            return decoding;
        } finally {
            decoder.close();
        }
    }

    private static void requireReason(Decoding.Reject reject) {
        if (!CODES.contains(reject.code()) || reject.reason().isBlank()) {
            throw new AssertionError("reject " + reject);
        }
    }

    private static void requireSame(String how, Decoding decoding, Decoding expected) {
        requireSame(how + ": row ", decoding.rows, expected.rows);
        requireSame(how + ": reject ", decoding.rejects, expected.rejects);
    }

    private static void requireSame(String what, List<?> found, List<?> expected) {
        for (int i = 0; i < Math.max(found.size(), expected.size()); i++) {
            String one = i < found.size() ? found.get(i).toString() : "none";
            String other = i < expected.size() ? expected.get(i).toString() : "none";
            if (!one.equals(other)) {
                throw new AssertionError(what + i + " is\n" + one + "\ninstead of\n" + other);
            }
        }
    }

    /** A reject may hold its context, such as a header, besides the record; both may be in UTF-16. */
    private static void requireBounded(Decoding decoding) {
        for (Decoding.Reject reject : decoding.rejects) {
            if (reject.text().length() > 4 * (SMALL_RECORD + 1)) {
                throw new AssertionError("reject of " + reject.text().length() + " bytes: " + reject);
            }
        }
    }

    private static void requireFrugal(byte[] payload, Opener opener) {
        long most = ALLOCATED_AT_LEAST + ALLOCATED_PER_BYTE * payload.length;
        // the first time, classes are loaded as well
        if (allocated(payload, opener) > most) {
            long allocated = allocated(payload, opener);
            if (allocated > most) {
                throw new AssertionError(allocated + " bytes allocated for a payload of " + payload.length);
            }
        }
    }

    private static long allocated(byte[] payload, Opener opener) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Decoder decoder = opener.open(ROOMY);
        try {
            int at = 0;
            boolean full = true;
            while (full) {
                at += decoder.decode(payload, at, payload.length, true, (code, reason, bytes, from, to) -> {
                    Objects.checkFromToIndex(from, to, bytes.length);
                });
                full = decoder.full();
                decoder.reset();
            }
        } finally {
            decoder.close();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
