package io.millrace.formats.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

class RegexFuzzTest {
    @FuzzTest
    void regex(byte[] payload) {
        Promises.keep(
                payload,
                Promises.of("REGEX", "PATTERN", "(?<level>\\w+) (?:(?<a>\\d+)|(?<a>x*)y)(?<rest> .*)?"),
                Promises::requireLines);
        Promises.keep(payload, Promises.of("REGEX", "PATTERN", "(?<x>(a|aa)+)b"), Promises::requireLines);
    }
}
