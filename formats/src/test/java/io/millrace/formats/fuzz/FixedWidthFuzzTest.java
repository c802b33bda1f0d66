package io.millrace.formats.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

class FixedWidthFuzzTest {
    @FuzzTest
    void fixedWidth(byte[] payload) {
        List<String> columns = List.of("id:6", "name:10", ":2", "amount:8");
        Promises.keep(payload, Promises.of("FIXED_WIDTH", "COLUMNS", columns), Promises::requireLines);
        Promises.keep(
                payload,
                Promises.of("FIXED_WIDTH", "COLUMNS", columns, "TRIM", false, "SKIP_LINES", 2),
                Promises::requireNothing);
    }
}
