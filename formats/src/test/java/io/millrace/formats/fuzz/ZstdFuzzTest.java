package io.millrace.formats.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.millrace.formats.compress.Compression;

class ZstdFuzzTest {
    @FuzzTest
    void zstd(byte[] payload) {
        Unpacked.keep(payload, Compression.ZSTD, Compression.AUTO);
    }
}
