package io.millrace.formats.csv;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What the options of a job say.
 *
 * @param inPayload whether the first record of each payload holds the names
 * @param names the names if they are given; empty otherwise
 * @param nullValue what stands for no value, besides nothing at all
 * @param underscores whether a hyphen in a name becomes an underscore
 */
record CsvSpec(
        Dialect dialect,
        boolean inPayload,
        List<String> names,
        boolean allowDuplicates,
        Optional<byte[]> nullValue,
        boolean inferTypes,
        boolean underscores) {

    /** Whether the fields have names other than their numbers. */
    boolean named() {
        return inPayload || !names.isEmpty();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
