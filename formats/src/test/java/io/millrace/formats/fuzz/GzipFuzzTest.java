package io.millrace.formats.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.millrace.formats.compress.Compression;

class GzipFuzzTest {
    @FuzzTest
    void gzip(byte[] payload) {
        Unpacked.keep(payload, Compression.GZIP, Compression.AUTO);
    }
}
