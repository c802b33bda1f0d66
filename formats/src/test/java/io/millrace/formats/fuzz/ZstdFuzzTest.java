package io.millrace.formats.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.millrace.formats.compress.Compression;

class ZstdFuzzTest {
    /** Whether a frame has the size that its header says is checked only of a frame that is there as a whole. */
    @FuzzTest
    void zstd(byte[] payload) {
        Unpacked.keepBytes(payload, Compression.ZSTD, Compression.AUTO);
    }
}
