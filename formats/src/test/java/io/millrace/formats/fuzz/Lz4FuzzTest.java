package io.millrace.formats.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.millrace.formats.compress.Compression;

class Lz4FuzzTest {
    @FuzzTest
    void lz4(byte[] payload) {
        Unpacked.keep(payload, Compression.LZ4, Compression.AUTO);
    }
}
