package io.millrace.formats.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

class LinesFuzzTest {
    @FuzzTest
    void lines(byte[] payload) {
        Promises.keep(payload, Promises.of("SPLIT_LINES"), Promises::requireLines);
        for (String encoding : List.of("UTF-16LE", "UTF-16BE", "ISO-8859-1", "WINDOWS-1252")) {
            Promises.keep(payload, Promises.of("SPLIT_LINES", "ENCODING", encoding), Promises::requireNothing);
        }
    }
}
