package io.millrace.formats.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.millrace.formats.compress.Compression;

class ZipFuzzTest {
    @FuzzTest
    void zip(byte[] payload) {
        Unpacked.keep(payload, Compression.ZIP, Compression.AUTO);
    }
}
