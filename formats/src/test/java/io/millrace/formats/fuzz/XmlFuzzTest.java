package io.millrace.formats.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

class XmlFuzzTest {
    @FuzzTest
    void xml(byte[] payload) {
        Promises.keep(payload, Promises.of("XML"), Promises::requireNothing);
        Promises.keep(
                payload,
                Promises.of("XML", "RECORD_ELEMENT", "r", "LIST_ELEMENTS", List.of("a"), "ATTRIBUTE_PREFIX", "_"),
                Promises::requireNothing);
    }
}
