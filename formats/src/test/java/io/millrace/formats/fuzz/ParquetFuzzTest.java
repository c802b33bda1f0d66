package io.millrace.formats.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

class ParquetFuzzTest {
    @FuzzTest
    void parquet(byte[] payload) {
        Promises.keep(payload, Promises.of("PARQUET"), Promises::requireNothing);
    }
}
