package io.millrace.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.formats.contract.Decoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One file a case: y_ is taken, n_ is rejected, i_ may be either; drop in a file to add one. */
class ConformanceTest {
    private static final Path CASES = Path.of("src/test/resources/json/conformance");

    static List<Path> accepted() {
        return cases("y_");
    }

    static List<Path> rejected() {
        return cases("n_");
    }

    static List<Path> undecided() {
        return cases("i_");
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void isTaken(Path file) throws IOException {
        byte[] payload = Files.readAllBytes(file);
        Decoding decoding = JsonDecoding.of(payload);
        assertThat(decoding.rejects).isEmpty();
        String text = new String(payload, StandardCharsets.UTF_8).strip();
        if (text.startsWith("{")) {
            JsonNode expected = new Oracle().row(text);
            assertThat(decoding.rows).hasToString(List.of(expected).toString());
        }
        assertThat(cut(payload).rows).isEqualTo(decoding.rows);
    }

    @ParameterizedTest
    @MethodSource("rejected")
    void isRejected(Path file) throws IOException {
        byte[] payload = Files.readAllBytes(file);
        Decoding decoding = JsonDecoding.of(payload);
        assertThat(decoding.rejects).isNotEmpty();
        assertThat(decoding.rejects)
                .allSatisfy(reject -> assertThat(reject.reason()).matches("(?s)expected .*"));
    }

    @ParameterizedTest
    @MethodSource({"rejected", "undecided"})
    void cutsDoNotMatter(Path file) throws IOException {
        byte[] payload = Files.readAllBytes(file);
        Decoding decoding = JsonDecoding.of(payload);
        Decoding cut = payload.length < 5_000 ? cut(payload) : decoding;
        assertThat(cut.rows).isEqualTo(decoding.rows);
        assertThat(cut.rejects).isEqualTo(decoding.rejects);
    }

    @ParameterizedTest
    @MethodSource({"rejected", "undecided"})
    void costsNoNeighbour(Path file) throws IOException {
        byte[] before = "{\"before\":1}\n".getBytes(StandardCharsets.UTF_8);
        byte[] bad = Files.readAllBytes(file);
        byte[] after = "\n{\"after\":1}".getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[before.length + bad.length + after.length];
        System.arraycopy(before, 0, payload, 0, before.length);
        System.arraycopy(bad, 0, payload, before.length, bad.length);
        System.arraycopy(after, 0, payload, before.length + bad.length, after.length);
        Decoding decoding = JsonDecoding.of(payload);
        assertThat(decoding.rows.get(0)).hasToString("{\"before\":1}");
        assertThat(decoding.rows.get(decoding.rows.size() - 1)).hasToString("{\"after\":1}");
    }

    private static Decoding cut(byte[] payload) {
        return JsonDecoding.with(io.millrace.spi.decode.DecodeSettings.DEFAULT)
                .payload(payload, at -> at + 1)
                .take();
    }

    private static List<Path> cases(String prefix) {
        try (Stream<Path> files = Files.list(CASES)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
            assertThat(found).hasSizeGreaterThan(5);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
