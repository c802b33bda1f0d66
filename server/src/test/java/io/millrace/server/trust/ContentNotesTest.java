package io.millrace.server.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.Millrace;
import io.millrace.server.Result;
import io.millrace.server.RunMode;
import io.millrace.server.TestMillrace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was recognised of content, where people look. */
class ContentNotesTest {
    private static final String JSON = "content is JSON: it begins with {";
    private static final String CSV =
            "content is CSV with a header: it has 2 values with ';' between them in 3 of the first"
                    + " 4 lines, and names in the first";
    private static final String GZIP = "compression is gzip: a.json.gz begins like a file of gzip";
    private static final String NOT_COMPRESSED = "compression is none: b.csv begins like no compressed file";

    @TempDir
    private Path directory;

    private Path inbox;
    private Path data;
    private String worksheet;

    @BeforeEach
    void fillInbox() throws IOException {
        inbox = Files.createDirectories(directory.resolve("inbox"));
        data = directory.resolve("data");
        worksheet = """
                CREATE FILES CONNECTION c PATH = '%s';
                CREATE TABLE lake.s.t ();
                CREATE JOB load CONTENT_TYPE = AUTO AS COPY FROM FILES c SETTLE_TIME = 0 SECONDS INTO lake.s.t;
                """.formatted(inbox);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(inbox.resolve(name), text);
    }

    private void writeStreamThatChanges() throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(inbox.resolve("a.json.gz")))) {
            out.write("{\"a\":1}\n{\"a\":2}\n".getBytes(StandardCharsets.UTF_8));
        }
        write("b.csv", "a;b\n3;x\n4;y;z;\n5;w\n");
    }

    private List<String> notes() {
        return TestMillrace.query(data, "SELECT note FROM system.monitoring.notes WHERE job = 'load'");
    }

    private static String row(String note) {
        return "{\"note\":\"" + note + "\"}";
    }

    @Test
    void notesTellTypeAndCompressionAndThatTheStreamChanged() throws Exception {
        writeStreamThatChanges();
        TestMillrace.runUntilCaughtUp(data, worksheet, 1);
        assertThat(notes()).containsExactlyInAnyOrder(row(GZIP), row(JSON), row(NOT_COMPRESSED), row(CSV));
        assertThat(TestMillrace.query(
                        data,
                        "SELECT count(*) AS n FROM system.monitoring.notes WHERE first_seen <= last_seen"
                                + " AND last_seen > TIMESTAMPTZ '2020-01-01'"))
                .containsExactly("{\"n\":4}");
        assertThat(TestMillrace.query(data, "SELECT a, b FROM lake.s.t ORDER BY a"))
                .containsExactly(
                        "{\"a\":1,\"b\":null}",
                        "{\"a\":2,\"b\":null}",
                        "{\"a\":3,\"b\":\"x\"}",
                        "{\"a\":5,\"b\":\"w\"}");
    }

    @Test
    void previewTellsThemWithItsRows() throws Exception {
        writeStreamThatChanges();
        try (Millrace millrace = Millrace.own(TestMillrace.settings(data, RunMode.UNTIL_CAUGHT_UP, 1))) {
            millrace.apply(TestMillrace.worksheet(worksheet), result -> {});
            try (Result.Table table = (Result.Table) millrace.execute(
                    TestMillrace.worksheet("PREVIEW JOB load LIMIT 10").get(0))) {
                assertThat(table.next()).isTrue();
                assertThat(table.notes()).containsExactly(GZIP, JSON, NOT_COMPRESSED, CSV);
            }
        }
    }

    @Test
    void contentThatIsNotRecognisedSaysWhatToDo() throws Exception {
        write("app.log", "2026-01-31 12:00:00,123 INFO started\nit was, at last, up\n");
        String reason = "content type could not be recognised: it begins like no type that is known; set CONTENT_TYPE";
        try (Millrace millrace = Millrace.own(TestMillrace.settings(data, RunMode.UNTIL_CAUGHT_UP, 1))) {
            millrace.apply(TestMillrace.worksheet(worksheet), result -> {});
            try (Result.Table table = (Result.Table) millrace.execute(
                    TestMillrace.worksheet("PREVIEW JOB load LIMIT 10").get(0))) {
                assertThat(table.next()).isFalse();
                assertThat(table.notes())
                        .contains(
                                "content could not be recognised: it begins like no type that is known; set CONTENT_TYPE",
                                "2 records are rejected, the first for: " + reason);
            }
        }
        TestMillrace.runUntilCaughtUp(data, "", 1);
        assertThat(TestMillrace.query(data, "SELECT reason, rejects FROM system.monitoring.rejects"))
                .containsExactly("{\"reason\":\"" + reason + "\",\"rejects\":2}");
    }

    @Test
    void notesGoWithTheirJob() throws Exception {
        writeStreamThatChanges();
        TestMillrace.runUntilCaughtUp(data, worksheet, 1);
        try (Millrace millrace = Millrace.own(TestMillrace.settings(data, RunMode.UNTIL_CAUGHT_UP, 1))) {
            millrace.apply(TestMillrace.worksheet("DROP JOB load;"), result -> {});
        }
        assertThat(TestMillrace.query(data, "FROM system.monitoring.notes")).isEmpty();
    }
}
