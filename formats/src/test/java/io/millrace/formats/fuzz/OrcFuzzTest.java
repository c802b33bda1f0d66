package io.millrace.formats.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

class OrcFuzzTest {
    /** Rows that take no bytes take time. */
    private static final int MOST_ROWS = 2000;

    @FuzzTest
    void orc(byte[] payload) {
        Promises.keep(payload, Promises.of("ORC", "MAX_FILE_ROWS", MOST_ROWS), Promises::requireNothing);
    }
}
