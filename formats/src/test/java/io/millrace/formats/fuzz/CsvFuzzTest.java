package io.millrace.formats.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

class CsvFuzzTest {
    @FuzzTest
    void csv(byte[] payload) {
        Promises.keep(payload, Promises.of("CSV"), Promises::requireNothing);
        Promises.keep(
                payload,
                Promises.of("CSV", "DELIMITER", ";", "HEADER", false, "QUOTE_ESCAPE_CHAR", "\\", "NULL_VALUE", "NULL"),
                Promises::requireNothing);
        Promises.keep(payload, Promises.of("CSV", "QUOTE_CHAR", "", "HEADER_LINE", "a,b,A"), Promises::requireLines);
    }
}
