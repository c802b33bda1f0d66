package io.millrace.kernel.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kernel.Fixture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The results that the documentation of Presto, Trino and SQLake gives: every line of {@code functions/*.cases}. */
class DocumentedResultsTest {
    private static final List<String> FILES = List.of(
            "presto-string",
            "presto-regexp",
            "presto-url",
            "presto-json",
            "presto-datetime",
            "presto-array",
            "presto-map",
            "presto-binary",
            "presto-math",
            "presto-aggregate",
            "presto-other",
            "sqlake");
    private static final String GIVES = " => ";
    private static Fixture fixture;

    @BeforeAll
    static void open() {
        fixture = new Fixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    static Stream<Arguments> cases() {
        return FILES.stream().flatMap(DocumentedResultsTest::lines).map(line -> {
            int at = line.lastIndexOf(GIVES);
            return Arguments.of(line.substring(0, at), line.substring(at + GIVES.length()));
        });
    }

    private static Stream<String> lines(String file) {
        try (InputStream in = DocumentedResultsTest.class.getResourceAsStream("/functions/" + file + ".cases")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void givesWhatTheDocumentationSays(String expression, String result) {
        assertThat(fixture.rows(Examples.query(expression))).isEqualTo(List.of("{\"v\":" + result + "}"));
    }
}
