package io.millrace.kernel.nested;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kernel.Fixture;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of {@code nested/vectors.txt}. */
class NestedVectorsTest {
    /** What is in a case. */
    record Vector(String name, List<String> input, String sql, List<String> rows, String error) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Vector> vectors() throws IOException {
        try (InputStream file = NestedVectorsTest.class.getResourceAsStream("/nested/vectors.txt")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            List<Vector> vectors = new ArrayList<>();
            String[] cases = text.split("\n## ");
            for (int i = 1; i < cases.length; i++) {
                vectors.add(vector(cases[i].lines().toList()));
            }
            return vectors;
        }
    }

    private static Vector vector(List<String> lines) {
        List<String> input = new ArrayList<>();
        List<String> sql = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        String error = "";
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith("{")) {
                input.add(line);
            } else if (line.startsWith("> ")) {
                sql.add(line.substring(2));
            } else if (line.startsWith("= ")) {
                rows.add(line.substring(2));
            } else if (line.startsWith("! ")) {
                error = line.substring(2);
            }
        }
        return new Vector(lines.get(0), input, String.join("\n", sql), rows, error);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void givesWhatItSays(Vector vector) {
        try (Fixture fixture = new Fixture()) {
            JsonTables.create(fixture, "lake.raw.t", vector.input());
            if (vector.error().isEmpty()) {
                assertThat(fixture.rows(vector.sql())).isEqualTo(vector.rows());
            } else {
                assertThatThrownBy(() -> fixture.bind(vector.sql()))
                        .isInstanceOfSatisfying(
                                MillraceException.class,
                                e -> assertThat(e.describe()).startsWith(vector.error()));
            }
        }
    }
}
