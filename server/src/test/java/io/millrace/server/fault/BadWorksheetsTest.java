package io.millrace.server.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.server.Millrace;
import io.millrace.server.RunMode;
import io.millrace.server.TestMillrace;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every {@code bad/*.sql} is refused, by check and by apply, with the error that stands behind {@code -- !} in its first
 * line, and nothing of it is created.
 */
class BadWorksheetsTest {
    private static final String EXPECTED = "-- ! ";

    @TempDir
    private Path data;

    static List<Path> worksheets() throws IOException, URISyntaxException {
        Path root = Path.of(Objects.requireNonNull(BadWorksheetsTest.class.getResource("/bad"))
                .toURI());
        try (Stream<Path> files = Files.list(root)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("worksheets")
    void isRefusedWithItsPlaceAndAFix(Path worksheet) {
        String sql = read(worksheet);
        String expected = sql.lines()
                .filter(line -> line.startsWith(EXPECTED))
                .map(line -> line.substring(EXPECTED.length()))
                .findFirst()
                .orElseThrow();
        try (Millrace millrace = Millrace.own(TestMillrace.settings(data, RunMode.CONTINUOUS, 1))) {
            assertThat(described(() -> millrace.check(TestMillrace.worksheet(sql))))
                    .isEqualTo(expected);
            assertThat(described(() -> millrace.apply(TestMillrace.worksheet(sql), result -> {})))
                    .isEqualTo(expected);
            assertThat(TestMillrace.query(
                            millrace,
                            "SELECT name FROM system.monitoring.jobs"
                                    + " UNION ALL SELECT name FROM system.information_schema.connections"
                                    + " UNION ALL SELECT name FROM system.information_schema.tables"))
                    .isEmpty();
        }
    }

    private static String described(Runnable action) {
        MillraceException error = catchThrowableOfType(MillraceException.class, action::run);
        assertThat(error).as("it is refused").isNotNull();
        return error.describe();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
