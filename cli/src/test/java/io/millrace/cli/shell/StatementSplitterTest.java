package io.millrace.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class StatementSplitterTest {
    private final StatementSplitter splitter = new StatementSplitter();

    @Test
    void yieldsAStatementWithItsSemicolon() {
        assertThat(splitter.line("SELECT 1")).isEmpty();
        assertThat(splitter.line("  AS a; SELECT 2;"))
                .containsExactly("SELECT 1\n  AS a;", "\n" + " ".repeat(7) + " SELECT 2;");
        assertThat(splitter.end()).isEmpty();
    }

    @Test
    void leavesSemicolonsInTextsAndCommentsAlone() {
        assertThat(splitter.line("SELECT ';' -- one; two")).isEmpty();
        assertThat(splitter.line("/* ; */ , \";\"")).isEmpty();
        assertThat(splitter.line(", $$;$$;")).hasSize(1);
    }

    @Test
    void skipsWhatHoldsNoStatement() {
        assertThat(splitter.line(";; -- nothing ;")).isEmpty();
        assertThat(splitter.line("")).isEmpty();
        assertThat(splitter.end()).isEmpty();
    }

    @Test
    void yieldsTheRestAtTheEnd() {
        assertThat(splitter.line("SELECT 1; SELECT 2")).hasSize(1);
        assertThat(splitter.end()).contains(" ".repeat(9) + " SELECT 2\n");
    }

    @Property
    void keepsEveryStatementAtItsPlace(@ForAll("pieces") List<String> pieces) {
        String text = String.join("", pieces);
        List<String> statements = new ArrayList<>();
        StatementSplitter fresh = new StatementSplitter();
        text.lines().forEach(line -> statements.addAll(fresh.line(line)));
        fresh.end().ifPresent(statements::add);

        String[] lines = text.lines().toArray(String[]::new);
        for (String statement : statements) {
            String[] placed = statement.lines().toArray(String[]::new);
            int last = placed.length - 1;
            assertThat(lines[last]).contains(placed[last].strip());
            assertThat(lines[last].indexOf(placed[last].strip())).isLessThanOrEqualTo(indent(placed[last]));
        }
        assertThat(statements).hasSize((int)
                pieces.stream().filter(piece -> piece.contains(";")).count());
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of("SELECT 1;", " ", "\n", "SELECT ';\n' ;", "  SHOW\nTABLES;", "/* no */")
                .list();
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
