package io.millrace.server.sqlake;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.Millrace;
import io.millrace.server.RunMode;
import io.millrace.server.TestMillrace;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What SQLake has and Millrace does not, each statement of {@code sqlake-refused/statements.sql}, is refused with its place and a
 * reason: {@code expected.txt}. {@code -Dgolden.update=true} writes that anew, to be read.
 */
class SqlakeRefusedTest {
    private static final Path FOLDER = Path.of("src/test/resources/sqlake-refused");
    private static final String EXISTING = """
            CREATE KAFKA CONNECTION kafka HOSTS = ('localhost:1');
            CREATE S3 CONNECTION s3 AWS_ACCESS_KEY_ID = 'a' AWS_SECRET_ACCESS_KEY = 'b' ENDPOINT = 'http://localhost:1';
            CREATE TABLE lake.r.raw ();
            CREATE TABLE lake.r.src (a BIGINT);
            CREATE TABLE lake.r.out (a BIGINT);
            CREATE TABLE lake.r.keyed (a BIGINT) PRIMARY KEY a;
            """;

    @TempDir
    private Path data;

    @Test
    void eachIsRefusedWithItsPlaceAndAReason() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Millrace millrace = Millrace.own(TestMillrace.settings(data, RunMode.CONTINUOUS, 1))) {
            millrace.apply(TestMillrace.worksheet(EXISTING), result -> {});
            for (String sql :
                    Files.readString(FOLDER.resolve("statements.sql")).strip().split("\n\n", -1)) {
                lines.add(sql.lines().findFirst().orElseThrow());
                lines.add("    " + refusal(millrace, sql));
            }
        }
        String actual = String.join("\n", lines) + "\n";
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(FOLDER.resolve("expected.txt"), actual);
        }
        assertThat(actual).isEqualTo(Files.readString(FOLDER.resolve("expected.txt")));
        assertThat(actual).doesNotContain("accepted");
    }

    private static String refusal(Millrace millrace, String sql) {
        try {
            millrace.check(TestMillrace.worksheet(sql));
            TestMillrace.worksheet(sql).forEach(millrace::execute);
            return "accepted";
        } catch (MillraceException e) {
            assertThat(e.location()).as(sql).isPresent();
            return e.describe().replaceAll("\\((known|editable): .*\\)$", "($1 ...)");
        }
    }
}
