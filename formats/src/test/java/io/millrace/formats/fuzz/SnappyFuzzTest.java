package io.millrace.formats.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.millrace.formats.compress.Compression;

class SnappyFuzzTest {
    @FuzzTest
    void snappy(byte[] payload) {
        Unpacked.keep(payload, Compression.SNAPPY, Compression.AUTO);
    }
}
