package io.millrace.cli;

import static io.millrace.cli.CommandLineRun.millrace;
import static io.millrace.cli.CommandLineRun.withInput;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    @TempDir
    private Path directory;

    private Path data;

    @BeforeEach
    void chooseDataDirectory() {
        data = directory.resolve("data");
    }

    @Test
    void runsTheFilesExampleAndQueriesItInEveryFormat() {
        CommandLineRun run = millrace(
                data,
                "run",
                EXAMPLES.resolve("files.sql").toString(),
                "--set",
                "ORDERS=" + EXAMPLES.resolve("orders").toAbsolutePath(),
                "--until-caught-up");
        assertThat(run.code()).as(run.toString()).isZero();
        assertThat(run.out())
                .contains("created job load_order_files")
                .containsPattern("load_order_files: completed, 6 rows .* 1 rejects");

        String query = "SELECT item, price FROM lake.files.items WHERE price > 40 ORDER BY price";
        assertThat(sql(query, "table").out()).isEqualTo("""
                 item     │ price
                ──────────┼───────
                 Notebook │  45.0
                 Backpack │  59.9
                 Monitor  │ 199.0
                (3 rows)
                """);
        assertThat(sql(query, "csv").out()).isEqualTo("item,price\nNotebook,45.0\nBackpack,59.9\nMonitor,199.0\n");
        assertThat(sql(query, "json").lines()).first().isEqualTo("{\"item\":\"Notebook\",\"price\":45.0}");
        assertThat(sql(query, "markdown").lines()).startsWith("| item | price |", "| --- | ---: |");
        assertThat(sql("SELECT code FROM lake.files.orders_raw__rejects", "csv").out())
                .isEqualTo("code\nMR4001\n");
        assertThat(millrace(data, "jobs").out()).contains("load_order_files", "flatten_items", "COMPLETED");
    }

    @Test
    void executesTheLastQueriesWhenAllIsThere() throws IOException {
        Path worksheet = worksheet(generated(1000) + "SELECT count(*) AS orders FROM lake.t.orders;");

        CommandLineRun run = millrace(data, "run", worksheet.toString(), "--until-caught-up");
        assertThat(run.code()).as(run.toString()).isZero();
        assertThat(run.out()).endsWith(" orders\n────────\n   1000\n(1 row)\n");

        CommandLineRun again = millrace(data, "run", worksheet.toString(), "--until-caught-up");
        assertThat(again.code()).as(again.toString()).isZero();
        assertThat(again.out()).endsWith("   1000\n(1 row)\n");
    }

    @Test
    void goesOnWithoutAWorksheet() throws IOException {
        millrace(data, "run", worksheet(generated(10)).toString(), "--until-caught-up");

        CommandLineRun run = millrace(data, "run", "--until-caught-up");
        assertThat(run.code()).as(run.toString()).isZero();
        assertThat(run.out()).contains("load: completed");
    }

    @Test
    void showsThePlanAndCreatesNothing() throws IOException {
        CommandLineRun check = millrace(data, "check", worksheet(generated(10)).toString());

        assertThat(check.code()).as(check.toString()).isZero();
        assertThat(check.out()).contains("w.sql:1:1: connection g").endsWith("3 statements are right\n");
        assertThat(sql("SELECT count(*) AS n FROM system.information_schema.jobs", "csv")
                        .out())
                .isEqualTo("n\n0\n");
    }

    @Test
    void createsNothingOfAWorksheetWithAnError() throws IOException {
        Path worksheet = worksheet(generated(10) + "SELECT custmer FROM lake.t.orders;\nCREATE TABEL x ();");

        for (String command : new String[] {"run", "check"}) {
            CommandLineRun run = millrace(data, command, worksheet.toString());
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).isEqualTo(worksheet + """
                    :7:8: MR1001: Cannot read statement: found TABEL
                    CREATE TABEL x ();
                           ^
                    hint: did you mean TABLE?
                    """);
        }
        assertThat(data).doesNotExist();
    }

    @Test
    void saysWhichVariableIsMissing() throws IOException {
        CommandLineRun run = millrace(data, "run", worksheet("SELECT '${DAY}';").toString(), "--set", "DAYS=1");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).endsWith("""
                :1:9: MR1003: Cannot find variable: DAY
                SELECT '${DAY}';
                        ^
                hint: did you mean DAYS?
                """);
    }

    @Test
    void stopsAtTheFirstErrorUnlessToldToKeepGoing() {
        String statements = "SELECT 1 AS a;\nSELECT nothing;\nSELECT 2 AS b;";

        CommandLineRun stopped = withInput(statements, data, "sql", "--output", "csv");
        assertThat(stopped.code()).isEqualTo(2);
        assertThat(stopped.out()).isEqualTo("a\n1\n");
        assertThat(stopped.err()).startsWith("stdin:2:8: ").contains("\nSELECT nothing;\n       ^\n");

        CommandLineRun kept = withInput(statements, data, "sql", "--output", "csv", "--keep-going");
        assertThat(kept.code()).isEqualTo(2);
        assertThat(kept.out()).isEqualTo("a\n1\nb\n2\n");
    }

    @Test
    void changesThingsBySql() {
        CommandLineRun run =
                millrace(data, "sql", "-e", "CREATE TABLE lake.t.x (a BIGINT)", "-e", "SHOW TABLES", "-o", "json");

        assertThat(run.code()).as(run.toString()).isZero();
        assertThat(run.err()).isEqualTo("created table lake.t.x\n");
        assertThat(run.out()).contains("lake.t.x").doesNotContain("created");
    }

    @Test
    void explainsWrongArguments() {
        CommandLineRun run = millrace(data, "run", "--until-cought-up");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("Unknown option: '--until-cought-up'").contains("--until-caught-up");
    }

    @Test
    void saysWhichWorksheetIsNotThere() {
        CommandLineRun run = millrace(data, "check", "none.sql");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("MR1004: Cannot read worksheet: none.sql\nhint: there is no such file\n");
    }

    private CommandLineRun sql(String query, String format) {
        CommandLineRun run = millrace(data, "sql", "-e", query, "--output", format);
        assertThat(run.code()).as(run.toString()).isZero();
        return run;
    }

    private Path worksheet(String text) throws IOException {
        return Files.writeString(directory.resolve("w.sql"), text);
    }

    private static String generated(int rows) {
        return """
                CREATE GENERATOR CONNECTION g;
                CREATE TABLE lake.t.orders ();
                CREATE JOB load COMMIT_INTERVAL = 200 MILLISECONDS
                AS COPY FROM GENERATOR g ROWS = %d
                INTO lake.t.orders;
                """.formatted(rows);
    }
}
