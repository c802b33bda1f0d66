package io.millrace.formats.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

class TsvFuzzTest {
    @FuzzTest
    void tsv(byte[] payload) {
        Promises.keep(payload, Promises.of("TSV"), Promises::requireNothing);
        Promises.keep(payload, Promises.of("VPC_FLOW_LOGS", "HEADER", false), Promises::requireLines);
    }
}
