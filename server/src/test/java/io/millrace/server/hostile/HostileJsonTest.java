package io.millrace.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.RunMode;
import io.millrace.server.TestMillrace;
import io.millrace.server.child.ChildMillrace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad records between good ones, through the whole path: the neighbours land, and what is bad is kept as it came. */
class HostileJsonTest {
    private static final byte[] BEFORE = utf8("{\"id\":1,\"good\":\"before\"}\n");
    private static final byte[] AFTER = utf8("\n{\"id\":3,\"good\":\"after\"}\n");

    @TempDir
    private Path directory;

    private Path input;
    private Path data;

    @BeforeEach
    void directories() throws IOException {
        input = Files.createDirectories(directory.resolve("in"));
        data = directory.resolve("data");
    }

    /** What is no JSON, each in a file of its own between good neighbours. */
    @Test
    void recordsThatAreNoJsonAreRejects() throws Exception {
        List<byte[]> bad = List.of(
                utf8("{\"id\":2,"),
                utf8("{\"id\":2,\"text\":\"never ends"),
                utf8("{\"id\":2,\"a\":tru}"),
                utf8("{\"id\":2 \"a\":1}"),
                utf8("{id:2}"),
                utf8("{\"id\":2}}"),
                utf8("{\"id\":02}"),
                utf8("{\"id\":2,\"a\":+1}"),
                utf8("{\"id\":2,\"a\":NaN}"),
                utf8("{\"id\":2,\"a\":\"\\x\"}"),
                utf8("{\"id\":2,\"a\":\"\\u12G4\"}"),
                utf8("{\"id\":2,\"a\":\"tab\there\"}"),
                utf8("{\"id\":2,\"a\":\u0000}"),
                bytes("{\"id\":2,\"a\":\"", 0xff, "\"}"),
                bytes("{\"id\":2,\"a\":\"", 0xc3, "\"}"),
                utf8("\u0000\u0000\u0000"),
                utf8("nonsense"),
                utf8("<xml/>"),
                utf8("{\"deep\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"),
                utf8("[".repeat(100_000)));
        for (int i = 0; i < bad.size(); i++) {
            write("bad-" + i, bad.get(i));
        }
        run();
        for (int i = 0; i < bad.size(); i++) {
            String file = "bad-" + i + ".json";
            String as = new String(bad.get(i), 0, Math.min(40, bad.get(i).length), StandardCharsets.ISO_8859_1);
            assertThat(query("SELECT good FROM lake.h.events WHERE _file_name = '" + file
                            + "' AND good IS NOT NULL ORDER BY id"))
                    .as(as)
                    .containsExactly("{\"good\":\"before\"}", "{\"good\":\"after\"}");
            assertThat(query("SELECT hex(payload) AS p FROM lake.h.events__rejects WHERE split = '" + file + "'"))
                    .as(as)
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(hex(bad.get(file(file)))).contains(row.split("\"")[3]));
        }
    }

    /** What is JSON, however strange, lands. */
    @Test
    void strangeValuesLand() throws Exception {
        write("huge", utf8("{\"id\":2,\"n\":1" + "0".repeat(5000) + ",\"e\":1e400,\"tiny\":1e-400,\"neg\":-0.0}"));
        write("surrogate", utf8("{\"id\":2,\"lone\":\"a\\ud800b\"}"));
        write("nul", utf8("{\"id\":2,\"nul\":\"a\\u0000b\"}"));
        write("twice", utf8("{\"id\":2,\"twice\":1,\"twice\":2}"));
        write("empty", utf8("\n\n  \n{}\n\n"));
        write(
                "odd-names",
                utf8("{\"id\":2,\"\":\"no name\",\"a.b\":\"dot\",\"_commit_time\":\"mine\",\"select\":\"word\"}"));
        run();
        assertThat(query("SELECT n, e, tiny FROM lake.h.events WHERE _file_name = 'huge.json' AND id = 2"))
                .containsExactly("{\"n\":\"1" + "0".repeat(5000) + "\",\"e\":\"1e400\",\"tiny\":\"1e-400\"}");
        assertThat(query("SELECT length(nul) AS n FROM lake.h.events WHERE _file_name = 'nul.json' AND id = 2"))
                .containsExactly("{\"n\":3}");
        assertThat(query("SELECT twice FROM lake.h.events WHERE _file_name = 'twice.json' AND id = 2"))
                .containsExactly("{\"twice\":2}");
        assertThat(query("SELECT count(*) AS n FROM lake.h.events WHERE _file_name = 'empty.json'"))
                .containsExactly("{\"n\":3}");
        assertThat(query("SELECT \"a.b\" AS b, \"_commit_time_\" AS c, \"select\" AS s FROM lake.h.events"
                        + " WHERE _file_name = 'odd-names.json' AND id = 2"))
                .containsExactly("{\"b\":\"dot\",\"c\":\"mine\",\"s\":\"word\"}");
        int kept = query("SELECT id FROM lake.h.events WHERE _file_name = 'surrogate.json' AND id = 2")
                        .size()
                + query("SELECT 1 FROM lake.h.events__rejects WHERE split = 'surrogate.json'")
                        .size();
        assertThat(kept).as("a lone surrogate is kept, here or there").isEqualTo(1);
        assertThat(query("SELECT good FROM lake.h.events WHERE good IS NOT NULL"))
                .hasSize(12);
    }

    /** In a process with little memory. */
    @Test
    void recordsThatAreLargeDoNotTakeTheMemory() throws Exception {
        writeLarge("many-keys", out -> {
            out.write(utf8("{\"id\":2"));
            for (int i = 0; i < 100_000; i++) {
                out.write(utf8(",\"key_" + i + "\":" + i));
            }
            out.write('}');
        });
        writeLarge("long-text", out -> {
            out.write(utf8("{\"id\":2,\"text\":\""));
            for (int i = 0; i < 50; i++) {
                out.write(utf8("x".repeat(1 << 20)));
            }
            out.write(utf8("\"}"));
        });
        writeLarge("never-ends", out -> {
            out.write(utf8("{\"id\":2,\"text\":\""));
            for (int i = 0; i < 20; i++) {
                out.write(utf8("y".repeat(1 << 20)));
            }
        });
        Path sql = Files.writeString(directory.resolve("worksheet.sql"), sql());
        try (ChildMillrace child = ChildMillrace.start(data, sql, RunMode.UNTIL_CAUGHT_UP, 2, "-Xmx512m")) {
            assertThat(child.await(Duration.ofMinutes(3))).as(child.output()).isZero();
        }
        for (String file : List.of("many-keys.json", "long-text.json")) {
            assertThat(query("SELECT good FROM lake.h.events WHERE _file_name = '" + file
                            + "' AND good IS NOT NULL ORDER BY id"))
                    .as(file)
                    .containsExactly("{\"good\":\"before\"}", "{\"good\":\"after\"}");
        }
        assertThat(query("SELECT good FROM lake.h.events WHERE _file_name = 'never-ends.json'"))
                .contains("{\"good\":\"before\"}");
        assertThat(query("SELECT id, key_7 FROM lake.h.events WHERE _file_name = 'many-keys.json' AND id = 2"))
                .containsExactly("{\"id\":2,\"key_7\":7}");
        assertThat(kept("long-text.json")).as("the 50 MB record is kept").isGreaterThanOrEqualTo(50L << 20);
        assertThat(kept("never-ends.json")).as("the cut-off record is kept").isGreaterThanOrEqualTo(20L << 20);
    }

    /** Bytes of the large text of a file, wherever they are. */
    private long kept(String file) {
        List<String> lengths = query("SELECT coalesce(sum(length(text)), 0)::BIGINT AS n FROM lake.h.events"
                + " WHERE _file_name = '" + file + "' UNION ALL SELECT coalesce(sum(octet_length(payload)), 0)::BIGINT"
                + " FROM lake.h.events__rejects WHERE split = '" + file + "'");
        return lengths.stream()
                .mapToLong(row -> Long.parseLong(row.replaceAll("\\D", "")))
                .sum();
    }

    private void run() throws InterruptedException {
        assertThat(TestMillrace.runUntilCaughtUp(data, sql())).noneMatch(line -> line.startsWith("MR"));
    }

    private List<String> query(String sql) {
        return TestMillrace.query(data, sql);
    }

    private String sql() {
        return """
                CREATE FILES CONNECTION files PATH = '%s';
                CREATE TABLE lake.h.events ();
                CREATE JOB load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
                AS COPY FROM FILES files SETTLE_TIME = 0 SECONDS INTO lake.h.events;
                """.formatted(input);
    }

    private void write(String name, byte[] record) throws IOException {
        writeLarge(name, out -> out.write(record));
    }

    private interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    private void writeLarge(String name, Body body) throws IOException {
        try (OutputStream out = Files.newOutputStream(input.resolve(name + ".json"))) {
            out.write(BEFORE);
            body.writeTo(out);
            out.write(AFTER);
        }
    }

    private static int file(String name) {
        return Integer.parseInt(name.replaceAll("\\D", ""));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String before, int broken, String after) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(utf8(before));
        out.write(broken);
        out.writeBytes(utf8(after));
        return out.toByteArray();
    }

    private static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        IntStream.range(0, bytes.length).forEach(i -> hex.append("%02X".formatted(bytes[i] & 0xff)));
        return hex.toString();
    }
}
