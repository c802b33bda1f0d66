package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionSpec.Trait;
import io.millrace.spi.option.OptionType;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.SqlText;
import io.millrace.sql.tree.Statement;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SqlFormatterTest {
    private static final OptionSet KAFKA = OptionSet.of(
            "KAFKA connection",
            OptionSpec.optional("HOSTS", OptionType.STRINGS, "Brokers", "'localhost:9092'"),
            OptionSpec.optional("PASSWORD", OptionType.STRING, "Password", "ENV('P')", Trait.SECRET));

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void parseOfFormatIsTheStatement(@ForAll("statements") Statement statement) {
        String text = SqlFormatter.format(statement);
        List<Statement> parsed = Worksheet.parseFormatted("formatted.sql", text);
        assertThat(WithoutLocations.of(parsed)).as(text).isEqualTo(WithoutLocations.of(List.of(statement)));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void worksheetsTooAndTheStyleIsStable(@ForAll("worksheets") List<Statement> statements) {
        String text = SqlFormatter.format(statements);
        List<Statement> parsed = Worksheet.parseFormatted("formatted.sql", text);
        assertThat(parsed).hasSameSizeAs(statements);
        assertThat(SqlFormatter.format(parsed)).isEqualTo(text);
    }

    @Test
    void everyKindOfStatementIsTried() {
        assertThat(StatementArbitraries.byKind().keySet())
                .containsExactlyInAnyOrder(Statement.class.getPermittedSubclasses());
    }

    @Test
    void redactedShowsOnlyWhatIsDeclaredAndNoSecret() {
        Statement statement = parse("CREATE KAFKA CONNECTION c HOSTS = 'a:1' PASSWORD = 'hunter2' PASWORD = 'hunter3'");
        assertThat(SqlFormatter.redacted(statement, KAFKA))
                .isEqualTo("CREATE KAFKA CONNECTION c\n    HOSTS = 'a:1'\n    PASSWORD = '***'\n    PASWORD = '***'");
    }

    @Test
    void redactedShowsReferencesAsWritten() {
        Statement statement = parse("ALTER KAFKA CONNECTION c SET PASSWORD = ENV('P')");
        assertThat(SqlFormatter.redacted(statement, KAFKA))
                .isEqualTo("ALTER KAFKA CONNECTION c SET\n    PASSWORD = ENV('P')");
    }

    @Test
    void redactedReachesIntoNestedOptions() {
        Statement statement = parse("CREATE JOB j CONTENT_TYPE = (TYPE = AVRO_SCHEMA_REGISTRY PASSWORD = 'hunter2') "
                + "AS COPY FROM KAFKA c PASSWORD = 12345 INTO t");
        OptionSet format =
                OptionSet.of("format", OptionSpec.required("TYPE", OptionType.STRING, "Content type", "JSON"));
        assertThat(SqlFormatter.redacted(statement, JobOptions.COPY, KAFKA, format))
                .contains("(TYPE = AVRO_SCHEMA_REGISTRY PASSWORD = '***')")
                .doesNotContain("hunter2")
                .doesNotContain("12345");
    }

    @Test
    void locationsOfTheQueryAreThoseOfTheWorksheet() {
        String text = "SELECT 1;\nCREATE JOB j AS INSERT INTO t\n  SELECT '${A}', b,\n  ${A}, d";
        Statement.CreateJob job = (Statement.CreateJob)
                Worksheet.parse("w.sql", text, Map.of("A", "long_value")).get(1);
        SqlText query = ((io.millrace.sql.tree.JobBody.Insert) job.body()).query();
        assertThat(query.location()).isEqualTo(new SourceLocation("w.sql", 3, 3));
        assertThat(query.location(query.sql().indexOf(", b") + 2)).isEqualTo(new SourceLocation("w.sql", 3, 18));
        assertThat(query.location(query.sql().lastIndexOf("value"))).isEqualTo(new SourceLocation("w.sql", 4, 3));
        assertThat(query.location(query.sql().lastIndexOf("d"))).isEqualTo(new SourceLocation("w.sql", 4, 9));
    }

    @Provide
    Arbitrary<Statement> statements() {
        return Arbitraries.of(List.copyOf(StatementArbitraries.byKind().values()))
                .flatMap(kind -> kind.map(statement -> (Statement) statement));
    }

    @Provide
    Arbitrary<List<Statement>> worksheets() {
        return statements().list().ofMaxSize(4);
    }

    private static Statement parse(String text) {
        return Worksheet.parse("test.sql", text, Map.of()).get(0);
    }
}
