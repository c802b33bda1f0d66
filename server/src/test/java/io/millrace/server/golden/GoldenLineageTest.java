package io.millrace.server.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.Millrace;
import io.millrace.server.Result;
import io.millrace.server.RunMode;
import io.millrace.server.TestMillrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code system.information_schema.lineage} says of the jobs of every folder of {@code golden/}, after they have run:
 * {@code lineage.txt}, a line for each row, in alphabetical order. {@code -Dgolden.update=true} writes them anew, to be read.
 */
class GoldenLineageTest {
    private static final String ROWS =
            "SELECT job || ': ' || coalesce(target_table || '.' || target_field, 'rows of ' || target_table)"
                    + " || ' <- ' || coalesce(coalesce(source_table, source_connection) || '.' || source_field, '-')"
                    + " || ' ' || transformation || coalesce(': ' || expression, '')"
                    + " FROM system.information_schema.lineage WHERE starts_with(job, '%1$s_')"
                    + " OR starts_with(job, 'lake.%1$s.') ORDER BY 1";

    @TempDir
    private static Path directory;

    @BeforeAll
    static void run() throws Exception {
        String all = worksheets().stream().map(GoldenWorksheet::sql).collect(Collectors.joining("\n"));
        assertThat(TestMillrace.runUntilCaughtUp(directory, all)).noneMatch(line -> line.contains("Cannot"));
    }

    static List<GoldenWorksheet> worksheets() {
        return GoldenWorksheet.all();
    }

    @ParameterizedTest
    @MethodSource("worksheets")
    void isRight(GoldenWorksheet worksheet) {
        String actual = String.join("\n", lines(worksheet));
        if (Boolean.getBoolean("golden.update")) {
            worksheet.writeLineage(actual);
        }
        assertThat(actual).isEqualTo(worksheet.lineage().strip());
    }

    @Test
    void everyColumnIsInTheReference() throws IOException {
        String page = Files.readString(Path.of("../docs/reference/lineage.md"));
        try (Millrace millrace = Millrace.read(TestMillrace.settings(directory, RunMode.CONTINUOUS, 1));
                Result.Table table =
                        (Result.Table) millrace.execute(TestMillrace.worksheet("FROM system.information_schema.lineage")
                                .get(0))) {
            assertThat(table.columns()).hasSize(13).allMatch(column -> page.contains("`" + column.name() + "`"));
        }
    }

    private static List<String> lines(GoldenWorksheet worksheet) {
        List<String> lines = new ArrayList<>();
        try (Millrace millrace = Millrace.read(TestMillrace.settings(directory, RunMode.CONTINUOUS, 1));
                Result.Table table = (Result.Table) millrace.execute(
                        TestMillrace.worksheet(ROWS.formatted(worksheet)).get(0))) {
            while (table.next()) {
                lines.add(table.value(0).orElseThrow().toString());
            }
        }
        return lines;
    }
}
