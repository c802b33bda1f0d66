package io.millrace.formats.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

class JsonShapesFuzzTest {
    @FuzzTest
    void shapes(byte[] payload) {
        Promises.keep(payload, Promises.of("CLOUDTRAIL"), Promises::requireNothing);
        Promises.keep(payload, Promises.of("JSON", "SPLIT_ROOT_ARRAY", false), Promises::requireNothing);
        Promises.keep(payload, Promises.of("JSON", "STORE_JSON_AS_STRING", true), Promises::requireNothing);
    }
}
