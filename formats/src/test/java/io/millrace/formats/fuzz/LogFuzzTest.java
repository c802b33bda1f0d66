package io.millrace.formats.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

class LogFuzzTest {
    @FuzzTest
    void logs(byte[] payload) {
        Promises.keep(payload, Promises.of("NGINX"), Promises::requireLines);
        Promises.keep(payload, Promises.of("APACHE"), Promises::requireLines);
        Promises.keep(payload, Promises.of("SYSLOG"), Promises::requireLines);
    }
}
