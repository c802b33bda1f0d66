package io.millrace.server.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.server.Millrace;
import io.millrace.server.Result;
import io.millrace.server.RunMode;
import io.millrace.server.TestMillrace;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFunctionTest {
    private static final String CLASS = "com.acme.Fn";
    private static final String SOURCE = """
            package com.acme;

            import java.math.BigDecimal;
            import java.time.*;
            import java.util.*;

            public class Fn {
                public static long twice(long n) { return 2 * n; }
                public static String slug(String title, Long most) {
                    String slug = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
                    return slug.substring(0, (int) Math.min(slug.length(), most));
                }
                public static String orElse(String text, String other) { return text == null ? other : text; }
                public static double half(double x) { return x / 2; }
                public static float third(Float x) { return x / 3; }
                public static Integer next(int n) { return n + 1; }
                public static boolean not(Boolean b) { return !b; }
                public static LocalDate tomorrow(LocalDate day) { return day.plusDays(1); }
                public static Instant later(Instant time) { return time.plusMillis(1); }
                public static LocalDateTime laterThere(LocalDateTime time) { return time.plusHours(1); }
                public static BigDecimal share(BigDecimal total) { return total.movePointLeft(1).setScale(2); }
                public static List<Long> sorted(List<Long> numbers) {
                    List<Long> sorted = new ArrayList<>(numbers);
                    Collections.sort(sorted);
                    return sorted;
                }
                public static String joined(List<String> words) { return String.join("+", words); }
                public static String odd(long n) {
                    if (n % 2 == 0) {
                        throw new IllegalArgumentException("even: " + n);
                    }
                    return "odd";
                }
                public static String where() { return Fn.class.getClassLoader().getClass().getSimpleName(); }
                public static int seen(int n) { return n; }
                String hidden() { return ""; }
            }
            """;

    @TempDir
    private Path directory;

    private Path jar;

    @BeforeEach
    void compile() {
        jar = Jars.compile(directory.resolve("fn.jar"), CLASS, SOURCE);
    }

    @Test
    void passesValuesOfAllTypes() {
        try (Millrace millrace = own()) {
            run(millrace, create("twice(n BIGINT) RETURNS BIGINT", "twice"));
            run(millrace, create("slug(title STRING, most BIGINT) RETURNS STRING", "slug"));
            run(millrace, create("half(x DOUBLE) RETURNS DOUBLE", "half"));
            run(millrace, create("third(x FLOAT) RETURNS FLOAT", "third"));
            run(millrace, create("next_number(n INTEGER) RETURNS INTEGER", "next"));
            run(millrace, create("opposite(b BOOLEAN) RETURNS BOOLEAN", "not"));
            run(millrace, create("tomorrow(day DATE) RETURNS DATE", "tomorrow"));
            run(millrace, create("later(t TIMESTAMP) RETURNS TIMESTAMP", "later"));
            run(millrace, create("later_there(t TIMESTAMP_NTZ) RETURNS TIMESTAMP_NTZ", "laterThere"));
            run(millrace, create("share(total DECIMAL(10, 2)) RETURNS DECIMAL(12, 2)", "share"));
            run(millrace, create("sorted_numbers(numbers BIGINT[]) RETURNS BIGINT[]", "sorted"));
            run(millrace, create("joined(words STRING[]) RETURNS STRING", "joined"));
            run(millrace, create("loaded_by() RETURNS STRING", "where"));
            assertThat(TestMillrace.query(
                            millrace,
                            "SELECT twice(21) AS a, slug('A b, C!', 5) AS b, half(3) AS c, third(1.5::FLOAT) AS d,"
                                    + " next_number(1::INTEGER) AS e, opposite(TRUE) AS f, tomorrow(DATE '2026-01-31') AS g,"
                                    + " later(TIMESTAMPTZ '2026-01-31 10:00:00Z') AS h,"
                                    + " later_there(TIMESTAMP '2026-01-31 10:00:00') AS i, share(12.50) AS j,"
                                    + " sorted_numbers([3, 1, 2]) AS k, joined(['x', 'y']) AS l, loaded_by() AS m"))
                    .containsExactly("{\"a\":42,\"b\":\"a-b-c\",\"c\":1.5,\"d\":0.5,\"e\":2,\"f\":false,"
                            + "\"g\":\"2026-02-01\",\"h\":\"2026-01-31T10:00:00.001Z\",\"i\":\"2026-01-31T11:00\","
                            + "\"j\":1.25,\"k\":[1,2,3],\"l\":\"x+y\",\"m\":\"JarClasses\"}");
            assertThat(
                            TestMillrace.query(
                                    millrace,
                                    "SELECT twice(NULL) AS a, slug('x', NULL) AS b, joined(NULL) AS c, sorted_numbers(NULL) AS d"))
                    .containsExactly("{\"a\":null,\"b\":null,\"c\":null,\"d\":null}");
            assertThat(TestMillrace.query(millrace, "SELECT sum(twice(i)) AS s FROM range(5000) t(i)"))
                    .containsExactly("{\"s\":24995000}");
        }
    }

    @Test
    void isCalledWithNullIfItSaysSo() {
        try (Millrace millrace = own()) {
            run(millrace, """
                    CREATE FUNCTION or_else(text STRING, other STRING) RETURNS STRING LANGUAGE JAVA CALLED ON NULL INPUT
                    HANDLER = 'com.acme.Fn.orElse' JAR = '%s'""".formatted(jar));
            assertThat(TestMillrace.query(millrace, "SELECT or_else(NULL, 'b') AS a, or_else(NULL, NULL) AS b"))
                    .containsExactly("{\"a\":\"b\",\"b\":null}");
            assertRefused(
                    millrace,
                    "CREATE FUNCTION n(n BIGINT) RETURNS BIGINT LANGUAGE JAVA CALLED ON NULL INPUT"
                            + " HANDLER = 'com.acme.Fn.twice' JAR = '" + jar + "'",
                    ErrorCode.TYPE_MISMATCH,
                    "Cannot pass NULL to method: its argument 1 is of type long");
        }
    }

    @Test
    void aCallThatThrowsIsNullAndCountedOrStopsTheJob() throws Exception {
        Path input = Files.createDirectories(directory.resolve("input"));
        Files.writeString(input.resolve("a.json"), "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n{\"n\":4}\n");
        String worksheet = create("odd(n BIGINT) RETURNS STRING", "odd") + ";"
                + create("odd_or_fail(n BIGINT) RETURNS STRING", "odd") + " ON_ERROR = FAIL;" + """
                CREATE FILES CONNECTION files PATH = '%s';
                CREATE TABLE lake.f.raw ();
                CREATE JOB load CONTENT_TYPE = JSON COLUMN_TRANSFORMATIONS = (kind = odd(n))
                AS COPY FROM FILES files SETTLE_TIME = 0 SECONDS INTO lake.f.raw;
                CREATE TABLE lake.f.kinds (n BIGINT, kind STRING);
                CREATE JOB kinds RUN_INTERVAL = 1 SECOND
                AS INSERT INTO lake.f.kinds MAP_COLUMNS_BY_NAME SELECT n, odd(n) AS kind FROM lake.f.raw WHERE time_filter();
                CREATE TABLE lake.f.never (kind STRING);
                CREATE JOB never RUN_INTERVAL = 1 SECOND
                AS INSERT INTO lake.f.never MAP_COLUMNS_BY_NAME SELECT odd_or_fail(n) AS kind FROM lake.f.raw WHERE time_filter();
                """.formatted(input);
        List<String> messages = TestMillrace.runUntilCaughtUp(directory.resolve("data"), worksheet);
        assertThat(messages).anyMatch(line -> line.contains("created function odd"));
        assertThat(messages)
                .filteredOn(line -> line.contains("MR"))
                .singleElement()
                .asString()
                .contains("MR4006", "odd_or_fail failed for {\"n\":2}", "IllegalArgumentException: even: 2");
        Path data = directory.resolve("data");
        assertThat(TestMillrace.query(data, "SELECT * FROM lake.f.kinds ORDER BY n"))
                .containsExactly(
                        "{\"n\":1,\"kind\":\"odd\"}",
                        "{\"n\":2,\"kind\":null}",
                        "{\"n\":3,\"kind\":\"odd\"}",
                        "{\"n\":4,\"kind\":null}");
        assertThat(TestMillrace.query(data, "SELECT job, expression, rows, example FROM system.monitoring.failures"))
                .contains("{\"job\":\"kinds\",\"expression\":\"odd\",\"rows\":2,\"example\":"
                        + "\"{\\\"n\\\":2,\\\"error\\\":\\\"IllegalArgumentException: even: 2\\\"}\"}")
                .anyMatch(row -> row.startsWith("{\"job\":\"load\",\"expression\":\"odd\",\"rows\":2"));
    }

    @Test
    void survivesARestartAndTheLossOfTheJarThatItCameFrom() throws IOException {
        try (Millrace millrace = own()) {
            run(millrace, create("twice(n BIGINT) RETURNS BIGINT", "twice"));
            assertThat(run(millrace, create("twice(n BIGINT) RETURNS BIGINT", "twice")))
                    .isEqualTo("function twice exists unchanged: kept");
        }
        Files.delete(jar);
        try (Millrace millrace = own()) {
            assertThat(TestMillrace.query(millrace, "SELECT twice(2) AS a")).containsExactly("{\"a\":4}");
            assertThat(TestMillrace.query(
                            millrace,
                            "SELECT name, family, signature, on_null FROM system.information_schema.functions"
                                    + " WHERE family = 'user'"))
                    .containsExactly(
                            "{\"name\":\"twice\",\"family\":\"user\",\"signature\":\"twice(n BIGINT) -> BIGINT\","
                                    + "\"on_null\":\"NULL if an argument is NULL\"}");
            assertThat(TestMillrace.query(millrace, "SHOW FUNCTIONS"))
                    .filteredOn(row -> row.contains("\"twice\""))
                    .hasSize(1);
            assertThat(run(millrace, "SHOW CREATE FUNCTION twice")).startsWith("CREATE FUNCTION twice(n BIGINT)");
            assertThat(run(millrace, "DESCRIBE FUNCTION twice")).contains("HANDLER = 'com.acme.Fn.twice'");
        }
        try (Millrace beside = Millrace.read(TestMillrace.settings(directory.resolve("data"), RunMode.CONTINUOUS, 1))) {
            assertThat(TestMillrace.query(beside, "SELECT twice(3) AS a")).containsExactly("{\"a\":6}");
        }
    }

    @Test
    void isReplacedAndDroppedUnlessAJobUsesIt() throws IOException {
        try (Millrace millrace = own()) {
            run(millrace, create("twice(n BIGINT) RETURNS BIGINT", "twice"));
            Jars.compile(jar, CLASS, SOURCE.replace("return 2 * n;", "return n + n + 1;"));
            assertRefused(
                    millrace,
                    create("twice(n BIGINT) RETURNS BIGINT", "twice"),
                    ErrorCode.ALREADY_EXISTS,
                    "Cannot create function twice: it exists and differs");
            run(millrace, create("twice(n BIGINT) RETURNS BIGINT", "twice").replace("CREATE", "CREATE OR REPLACE"));
            assertThat(TestMillrace.query(millrace, "SELECT twice(2) AS a")).containsExactly("{\"a\":5}");
            run(millrace, "CREATE TABLE lake.f.src (n BIGINT)");
            run(millrace, "CREATE TABLE lake.f.out (n BIGINT)");
            run(
                    millrace,
                    "CREATE JOB doubling AS INSERT INTO lake.f.out MAP_COLUMNS_BY_NAME"
                            + " SELECT twice(n) AS n FROM lake.f.src WHERE time_filter()");
            assertRefused(
                    millrace,
                    "DROP FUNCTION twice",
                    ErrorCode.IN_USE,
                    "Cannot drop function twice: used by job doubling");
            assertRefused(
                    millrace,
                    create("twice(n INTEGER) RETURNS INTEGER", "next").replace("CREATE", "CREATE OR REPLACE"),
                    ErrorCode.IN_USE,
                    "Cannot replace function by one of other types twice: used by job doubling");
            run(millrace, "DROP JOB doubling");
            run(millrace, "DROP FUNCTION twice");
            assertThat(run(millrace, "DROP FUNCTION IF EXISTS twice")).isEqualTo("there is no function twice");
            assertThatThrownBy(() -> TestMillrace.query(millrace, "SELECT twice(2) AS a"))
                    .isInstanceOfSatisfying(
                            MillraceException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.FUNCTION_NOT_FOUND));
        }
    }

    @Test
    void whatIsWrongIsToldWithItsPlace() throws IOException {
        Path text = Files.writeString(directory.resolve("text.jar"), "no jar");
        try (Millrace millrace = own()) {
            assertRefused(
                    millrace,
                    create("f(n BIGINT) RETURNS BIGINT", "nix"),
                    ErrorCode.FUNCTION_NOT_FOUND,
                    "Cannot find public static method: com.acme.Fn.nix");
            assertRefused(
                    millrace,
                    create("f() RETURNS STRING", "hidden"),
                    ErrorCode.FUNCTION_NOT_FOUND,
                    "Cannot find public static method: com.acme.Fn.hidden");
            assertRefused(
                    millrace,
                    create("f(n STRING) RETURNS BIGINT", "twice"),
                    ErrorCode.TYPE_MISMATCH,
                    "Cannot call method with the types of the function: long twice(long)");
            assertRefused(
                    millrace,
                    create("f(n BIGINT) RETURNS BIGINT", "twice").replace("com.acme.Fn", "com.acme.Nix"),
                    ErrorCode.FUNCTION_NOT_FOUND,
                    "Cannot find class in the jar: com.acme.Nix");
            assertRefused(
                    millrace,
                    create("f(n UUID) RETURNS BIGINT", "twice"),
                    ErrorCode.TYPE_MISMATCH,
                    "Cannot pass values of type UUID to Java: argument n");
            assertRefused(
                    millrace,
                    create("f(n BIGINT) RETURNS BIGINT", "twice").replace(jar.toString(), "/nix.jar"),
                    ErrorCode.SOURCE_NOT_FOUND,
                    "Cannot read jar: /nix.jar");
            assertRefused(
                    millrace,
                    create("f(n BIGINT) RETURNS BIGINT", "twice").replace(jar.toString(), text.toString()),
                    ErrorCode.SOURCE_FORMAT,
                    "Cannot read as a jar");
            assertRefused(
                    millrace,
                    create("upper(n BIGINT) RETURNS BIGINT", "twice"),
                    ErrorCode.ALREADY_EXISTS,
                    "Cannot create function upper");
            assertRefused(
                    millrace,
                    create("f(n BIGINT) RETURNS BIGINT", "twice").replace("LANGUAGE JAVA", "LANGUAGE PYTHON"),
                    ErrorCode.NOT_YET_AVAILABLE,
                    "Cannot use what is not yet available: LANGUAGE PYTHON");
            assertRefused(
                    millrace,
                    "CREATE FUNCTION f() RETURNS STRING LANGUAGE JAVA HANDLER = 'a.B.c'",
                    ErrorCode.MISSING_OPTION,
                    "Cannot create function without option: JAR");
            assertRefused(
                    millrace, "DROP FUNCTION nix", ErrorCode.FUNCTION_NOT_FOUND, "Cannot find function of a user: nix");
            run(millrace, create("twice(n BIGINT) RETURNS BIGINT", "twice"));
            assertRefused(millrace, "SELECT twice('x') AS a", ErrorCode.EXPRESSION_FAILED, "Cannot");
            assertRefused(millrace, "SELECT twice([1]) AS a", ErrorCode.TYPE_MISMATCH, "Cannot");
        }
    }

    private Millrace own() {
        return Millrace.own(TestMillrace.settings(directory.resolve("data"), RunMode.CONTINUOUS, 1));
    }

    private String create(String signature, String method) {
        return "CREATE FUNCTION %s LANGUAGE JAVA HANDLER = 'com.acme.Fn.%s' JAR = '%s'"
                .formatted(signature, method, jar);
    }

    private static String run(Millrace millrace, String sql) {
        List<String> messages = new ArrayList<>();
        millrace.apply(TestMillrace.worksheet(sql), result -> messages.add(((Result.Done) result).message()));
        return messages.get(0);
    }

    private static void assertRefused(Millrace millrace, String sql, ErrorCode code, String message) {
        assertThatThrownBy(() -> TestMillrace.worksheet(sql).forEach(statement -> {
                    if (millrace.execute(statement) instanceof Result.Table table) {
                        table.next();
                    }
                }))
                .isInstanceOfSatisfying(MillraceException.class, error -> {
                    assertThat(error.getMessage()).startsWith(message);
                    assertThat(error.code()).isEqualTo(code);
                    assertThat(error.location()).isPresent();
                });
    }
}
