package io.millrace.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.Result;
import io.millrace.server.Result.Heading;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResultPrinterTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter messages = new StringWriter();

    @Test
    void alignsColumnsAndCountsRows() {
        print(OutputFormat.TABLE, sample());

        assertThat(out.toString()).isEqualTo("""
                 name       │ total │ nested
                ────────────┼───────┼──────────────────────────────────────────
                 東京       │  12.5 │ {"a": 1, "b": ["x", null, true]}
                 a|b        │  NULL │ NULL
                 two\\nlines │     3 │ {"t": "2026-01-31T00:00:00Z", "q": "\\""}
                (3 rows)
                """);
    }

    @Test
    void saysWhenThereIsOneRowOrNone() {
        print(OutputFormat.TABLE, numbers(1));
        print(OutputFormat.TABLE, numbers(0));

        assertThat(out.toString()).isEqualTo("""
                 n
                ───
                 0
                (1 row)
                 n
                ───
                (0 rows)
                """);
    }

    @Test
    void writesLongTablesToTheEnd() {
        print(OutputFormat.TABLE, numbers(2500));

        assertThat(out.toString()).contains("\n 2499\n").endsWith("(2,500 rows)\n");
    }

    @Test
    void fitsIntoTheTerminal() {
        Rows wide = new Rows(
                List.of(new Heading("id", "BIGINT"), new Heading("text", "VARCHAR")),
                List.of(List.of(Optional.of(1L), Optional.of("a long text that does not fit"))));

        ResultPrinter.of(OutputFormat.TABLE, writer(out), writer(messages), OptionalInt.of(24))
                .print(wide);

        assertThat(out.toString()).isEqualTo("""
                 id │ text
                ────┼───────────────────
                  1 │ a long text that…
                (1 row)
                """);
    }

    @Test
    void notesFollowTheRowsAndDoNotStandBetweenThemForPrograms() {
        Rows noted = new Rows(List.of(new Heading("n", "BIGINT")), List.of(), List.of("content is JSON: x"));
        print(OutputFormat.TABLE, noted);
        assertThat(out.toString()).endsWith("(0 rows)\n-- content is JSON: x\n");
        print(OutputFormat.CSV, noted);
        assertThat(out.toString()).endsWith("n\n");
        assertThat(messages.toString()).isEqualTo("-- content is JSON: x\n");
    }

    @Test
    void quotesCsvAsFarAsNeeded() {
        print(OutputFormat.CSV, sample());
        print(
                OutputFormat.CSV,
                new Rows(
                        List.of(new Heading("a\"b", "VARCHAR")),
                        List.of(List.of(Optional.of("")), List.of(Optional.of("x,\"y\"")))));

        assertThat(out.toString()).isEqualTo("""
                name,total,nested
                東京,12.5,"{""a"": 1, ""b"": [""x"", null, true]}"
                a|b,,
                "two
                lines",3,"{""t"": ""2026-01-31T00:00:00Z"", ""q"": ""\\""\""}"
                "a""b"
                ""
                "x,""y""\"
                """);
    }

    @Test
    void writesAnObjectPerRow() {
        print(OutputFormat.JSON, sample());

        assertThat(out.toString()).isEqualTo("{\"row\":0}\n{\"row\":1}\n{\"row\":2}\n");
    }

    @Test
    void escapesMarkdown() {
        print(OutputFormat.MARKDOWN, sample());

        assertThat(out.toString()).isEqualTo("""
                | name | total | nested |
                | --- | ---: | --- |
                | 東京 | 12.5 | {"a": 1, "b": ["x", null, true]} |
                | a\\|b |  |  |
                | two<br>lines | 3 | {"t": "2026-01-31T00:00:00Z", "q": "\\\\""} |
                """);
    }

    @Test
    void keepsMessagesOutOfWhatProgramsRead() {
        print(OutputFormat.JSON, new Result.Done("created table t"));
        assertThat(out.toString()).isEmpty();
        assertThat(messages.toString()).isEqualTo("created table t\n");

        print(OutputFormat.TABLE, new Result.Done("created table u"));
        assertThat(out.toString()).isEqualTo("created table u\n");
    }

    @Test
    void closesTables() {
        Rows rows = sample();
        print(OutputFormat.CSV, rows);

        assertThat(rows.isClosed()).isTrue();
    }

    @Test
    void showsControlCharactersInsteadOfObeyingThem() {
        print(
                OutputFormat.TABLE,
                new Rows(List.of(new Heading("t", "VARCHAR")), List.of(List.of(Optional.of("\u001b[31mred")))));

        assertThat(out.toString()).contains("\\u001b[31mred").doesNotContain("\u001b");
    }

    private void print(OutputFormat format, Result result) {
        ResultPrinter.of(format, writer(out), writer(messages), OptionalInt.empty())
                .print(result);
    }

    private static PrintWriter writer(StringWriter text) {
        return new PrintWriter(text);
    }

    private static Rows numbers(int count) {
        List<List<Optional<Object>>> rows = IntStream.range(0, count)
                .mapToObj(i -> List.of(Optional.<Object>of((long) i)))
                .toList();
        return new Rows(List.of(new Heading("n", "BIGINT")), rows);
    }

    private static Rows sample() {
        List<Object> list = new ArrayList<>(List.of("x"));
        list.add(null);
        list.add(true);
        Map<String, Object> first = new LinkedHashMap<>();
        first.put("a", 1);
        first.put("b", list);
        Map<String, Object> second = new LinkedHashMap<>();
        second.put("t", Instant.parse("2026-01-31T00:00:00Z"));
        second.put("q", "\"");
        return new Rows(
                List.of(
                        new Heading("name", "VARCHAR"),
                        new Heading("total", "DECIMAL(10,2)"),
                        new Heading("nested", "STRUCT(a BIGINT)")),
                List.of(
                        List.of(Optional.of("東京"), Optional.of(new BigDecimal("12.5")), Optional.of(first)),
                        List.of(Optional.of("a|b"), Optional.empty(), Optional.empty()),
                        List.of(Optional.of("two\nlines"), Optional.of(3), Optional.of(second))));
    }
}
