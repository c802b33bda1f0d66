package io.millrace.formats.xml;

import io.millrace.formats.scan.Scan;
import io.millrace.formats.scan.Utf8;
import io.millrace.formats.text.TextDecoder;
import io.millrace.formats.text.TextValues;
import io.millrace.formats.xml.ElementReader.Refused;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a document into its records and has each read by itself, so that memory is bounded by the largest record and an
 * error costs one.
 */
final class XmlDecoder extends TextDecoder {
    private static final int LONGEST_CHARACTER = 4;

    /** The local name of the elements that are records; empty for the children of the root. */
    private final byte[] name;

    private final Markup markup = new Markup();
    private final RecordFinder finder = new RecordFinder();
    private final ElementReader reader;
    private final ElementWriter writer;

    private int depth;
    /** Whether a record without end was met: then no record may hold another. */
    private boolean strict;
    /** The name of the record that is passed over; empty if none is. */
    private byte[] passed = {};

    XmlDecoder(XmlSpec spec, DecodeSettings settings) {
        super(settings);
        name = spec.record().getBytes(StandardCharsets.UTF_8);
        reader = new ElementReader(spec.attributePrefix(), settings);
        TextValues values = new TextValues(spec.inferTypes(), settings);
        writer = new ElementWriter(root, values, spec.trim(), spec.lists(), settings);
    }

    @Override
    protected void beginPayload() {
        depth = 0;
        strict = false;
        passed = new byte[0];
    }

    @Override
    protected int record(int p) {
        if (passed.length > 0) {
            return passOver(p);
        }
        if (bytes[p] != '<') {
            return text(p);
        }
        int end = markup.scan(bytes, p, limit(p));
        if (end < 0) {
            return end == Markup.MALFORMED ? stray(p, "expected a tag, found '<' alone") : unfinished(p);
        }
        switch (markup.kind()) {
            case TEXT -> {
                return textBetweenRecordsMatters() ? stray(p, "expected an element, found text") : end;
            }
            case END -> depth = Math.max(0, depth - 1);
            case START, EMPTY -> {
                if (isRecord()) {
                    return element(p);
                }
                depth += markup.kind() == Markup.Kind.START ? 1 : 0;
            }
            case OTHER -> {}
        }
        return end;
    }

    private boolean isRecord() {
        if (name.length == 0) {
            return depth == 1;
        }
        int from = markup.nameTo() - name.length;
        boolean whole = from == markup.nameFrom() || (from > markup.nameFrom() && bytes[from - 1] == ':');
        return whole && Arrays.equals(bytes, from, markup.nameTo(), name, 0, name.length);
    }

    private boolean textBetweenRecordsMatters() {
        return depth == 0 || name.length == 0;
    }

    private int text(int p) {
        int blanks = Scan.blanks(bytes, p, to);
        if (blanks > p) {
            return blanks;
        }
        return textBetweenRecordsMatters()
                ? stray(p, "expected an element, found text")
                : Scan.find(bytes, p, to, (byte) '<');
    }

    /** Rejects what is no record up to the next markup. */
    private int stray(int p, String reason) {
        int limit = limit(p);
        int next = Scan.find(bytes, p + 1, limit, (byte) '<');
        if (next == limit && limit - p > maxBytes) {
            next = characterAt(p + maxBytes);
        } else if (next == limit && !complete) {
            return INCOMPLETE;
        }
        reject(ErrorCode.MALFORMED_RECORD, reason, p, next);
        return next;
    }

    /** The beginning of the character that the byte at {@code p} is of, if there is one. */
    private int characterAt(int p) {
        for (int at = p; at > p - LONGEST_CHARACTER; at--) {
            if ((bytes[at] & 0xC0) != 0x80) {
                return at;
            }
        }
        return p;
    }

    /** Markup outside of a record that does not end within the limit, or not at all. */
    private int unfinished(int p) {
        if (limit(p) - p <= maxBytes && !complete) {
            return INCOMPLETE;
        }
        return stray(p, "expected the end of a tag or a declaration, found none");
    }

    private int element(int p) {
        int from = markup.nameFrom();
        int nameTo = markup.nameTo();
        int limit = limit(p);
        int end = finder.find(bytes, p, limit, strict);
        if (end == RecordFinder.INCOMPLETE) {
            if (limit - p > maxBytes) {
                return tooLarge(p, from, nameTo);
            }
            return complete ? withoutEnd(p) : INCOMPLETE;
        }
        if (!finder.fault().isEmpty()) {
            return rejected(ErrorCode.MALFORMED_RECORD, finder.fault() + " at byte " + (finder.faultAt() - p), p, end);
        }
        int invalid = Utf8.findInvalid(bytes, p, end);
        if (invalid >= 0) {
            return rejected(ErrorCode.INVALID_UTF8, invalidAt(invalid, p), p, end);
        }
        try {
            Element element = reader.read(bytes, p, end);
            if (writer.refuses(element)) {
                String reason = "expected records of the same fields, found more than " + writer.maxNames()
                        + " different names in all of them";
                return rejected(ErrorCode.MALFORMED_RECORD, reason, p, end);
            }
            countOverflowed(writer.append(element, row()));
            endRecord(end - p);
            return end;
        } catch (Refused e) {
            return rejected(e.code(), String.valueOf(e.getMessage()), p, end);
        }
    }

    private int rejected(ErrorCode code, String reason, int p, int end) {
        reject(code, reason, p, end);
        return end;
    }

    private int withoutEnd(int p) {
        strict = true;
        int end = finder.nested() > 0 ? finder.nested() : to;
        return rejected(ErrorCode.MALFORMED_RECORD, "expected the end of the element, found none", p, end);
    }

    private int tooLarge(int p, int nameFrom, int nameTo) {
        reject(
                ErrorCode.RECORD_TOO_LARGE,
                "expected at most " + maxBytes + " bytes, found more; only the first " + maxBytes + " are kept",
                p,
                p + maxBytes);
        passed = Arrays.copyOfRange(bytes, nameFrom, nameTo);
        // the end tag may stand across the cut
        return Math.max(p + 1, p + maxBytes - passed.length - 2);
    }

    /** Goes on behind the end tag of the record that is passed over, or as far as the input goes. */
    private int passOver(int p) {
        int tag = p;
        while (true) {
            tag = Scan.find(bytes, tag, to, (byte) '<');
            int nameTo = tag + 2 + passed.length;
            if (nameTo >= to) {
                break;
            }
            boolean named = bytes[tag + 1] == '/' && Arrays.equals(bytes, tag + 2, nameTo, passed, 0, passed.length);
            if (named && (bytes[nameTo] == '>' || Scan.blank(bytes[nameTo]))) {
                int close = Scan.find(bytes, nameTo, to, (byte) '>');
                if (close == to) {
                    break;
                }
                passed = new byte[0];
                return close + 1;
            }
            tag++;
        }
        if (complete) {
            return to;
        }
        return tag > p ? tag : INCOMPLETE;
    }
}
