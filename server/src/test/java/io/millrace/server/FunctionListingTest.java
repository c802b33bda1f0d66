package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kernel.function.FunctionDeclaration;
import io.millrace.kernel.function.FunctionLibrary;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionListingTest {
    @TempDir
    private Path directory;

    @Test
    void showsAllFunctions() {
        try (Millrace millrace = Millrace.own(TestMillrace.settings(directory, RunMode.CONTINUOUS, 1))) {
            assertThat(TestMillrace.query(millrace, "SELECT split('a,b', ',') AS a, crc32('x') > 0 AS b"))
                    .containsExactly("{\"a\":[\"a\",\"b\"],\"b\":true}");

            List<String> rows = TestMillrace.query(millrace, "SHOW FUNCTIONS");
            for (FunctionDeclaration function : FunctionLibrary.get().declarations()) {
                assertThat(rows).anyMatch(row -> row.startsWith("{\"name\":\"" + function.name() + "\""));
            }
            assertThat(rows).anyMatch(row -> row.startsWith("{\"name\":\"list_transform\",\"family\":\"duckdb\""));
            assertThat(rows).noneMatch(row -> row.contains("\"java_"));
            assertThat(TestMillrace.query(
                            millrace,
                            "SELECT name, kind, signature FROM system.information_schema.functions WHERE name IN"
                                    + " ('to_upper', 'approx_set') ORDER BY name"))
                    .containsExactly(
                            "{\"name\":\"approx_set\",\"kind\":\"aggregate\",\"signature\":\"approx_set(x) -> BLOB\"}",
                            "{\"name\":\"to_upper\",\"kind\":\"scalar\",\"signature\":\"to_upper(text VARCHAR) -> VARCHAR\"}");
        }
    }
}
