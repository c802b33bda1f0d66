package io.millrace.kernel.nested;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kernel.BoundSelect;
import io.millrace.kernel.Fixture;
import io.millrace.kernel.lineage.Dependency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/reference/lineage.md} says what is so: rows, queries and what their results come from. */
class LineagePageTest {
    private static final Path PAGE = Path.of("../docs/reference/lineage.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```(text lineage|json|sql)\n(.*?)```");

    @Test
    void everyExampleIsSo() throws IOException {
        String sql = "";
        int examples = 0;
        try (Fixture fixture = new Fixture()) {
            Matcher block = BLOCK.matcher(Files.readString(PAGE));
            while (block.find()) {
                List<String> lines = block.group(2).lines().toList();
                switch (block.group(1)) {
                    case "json" -> JsonTables.create(fixture, "lake.raw.t", lines);
                    case "sql" -> sql = block.group(2);
                    default -> {
                        assertThat(lineage(fixture, sql)).as(sql).isEqualTo(lines);
                        examples++;
                    }
                }
            }
        }
        assertThat(examples).isEqualTo(4);
    }

    private static List<String> lineage(Fixture fixture, String sql) {
        BoundSelect bound = fixture.bind(sql);
        return fixture.session.lineage(bound, fixture::find).stream()
                .map(one -> line(bound, one))
                .toList();
    }

    private static String line(BoundSelect bound, Dependency one) {
        String value = one.output() == Dependency.ALL
                ? "rows"
                : bound.columns().get(one.output()).name() + one.place();
        return "%s <- %s %s: %s"
                .formatted(
                        value,
                        one.source().map(Dependency.SourceField::path).orElse("nothing"),
                        one.derivation().name().toLowerCase(Locale.ROOT),
                        one.expression());
    }
}
