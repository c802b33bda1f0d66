package io.millrace.formats.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

class JsonFuzzTest {
    @FuzzTest
    void json(byte[] payload) {
        Promises.keep(payload, Promises.of("JSON"), Promises::requireNothing);
    }
}
