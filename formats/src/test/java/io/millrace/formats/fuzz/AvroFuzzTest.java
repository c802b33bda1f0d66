package io.millrace.formats.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

class AvroFuzzTest {
    @FuzzTest
    void avro(byte[] payload) {
        Promises.keep(payload, Promises.of("AVRO"), Promises::requireNothing);
    }
}
