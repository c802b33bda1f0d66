package io.millrace.formats.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.millrace.formats.compress.Compression;

class Bzip2FuzzTest {
    @FuzzTest
    void bzip2(byte[] payload) {
        Unpacked.keep(payload, Compression.BZIP2, Compression.AUTO);
    }
}
