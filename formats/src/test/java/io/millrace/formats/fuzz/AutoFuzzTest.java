package io.millrace.formats.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

class AutoFuzzTest {
    @FuzzTest
    void auto(byte[] payload) {
        Promises.keep(payload, Promises.of("AUTO"), Promises::requireNothing);
    }
}
