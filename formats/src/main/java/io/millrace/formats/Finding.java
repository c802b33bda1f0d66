package io.millrace.formats;

import static java.util.Objects.requireNonNull;

/**
 * What a payload is and why.
 *
 * @param type the content type; empty if it cannot be told
 * @param delimiter of CSV and TSV; 0 for other types
 * @param header whether the first line holds names
 * @param certain whether nothing else begins like this: a stream of another type may change to it
 */
record Finding(String type, char delimiter, boolean header, boolean certain, String reason) {
    Finding {
        requireNonNull(type, "type is null");
        requireNonNull(reason, "reason is null");
    }

    static Finding of(String type, String reason) {
        return new Finding(type, '\0', false, true, reason);
    }

    static Finding likely(String type, String reason) {
        return new Finding(type, '\0', false, false, reason);
    }

    /** @param reason what it looks like */
    static Finding unknown(String reason) {
        return likely("", reason);
    }

    boolean isKnown() {
        return !type.isEmpty();
    }

    /** Whether the same decoder reads both. */
    boolean sameAs(Finding other) {
        return type.equals(other.type) && delimiter == other.delimiter && header == other.header;
    }

    /** For a person: what it is, a colon, and why. */
    String describe() {
        if (!isKnown()) {
            return "content could not be recognised: " + reason + "; set CONTENT_TYPE";
        }
        String names = delimiter == '\0' ? "" : header ? " with a header" : " without a header";
        return "content is " + type + names + ": " + reason;
    }
}
