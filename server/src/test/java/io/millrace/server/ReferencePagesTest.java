package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.azure.AzureConnector;
import io.millrace.connector.files.s3.S3Connector;
import io.millrace.connector.gcs.GcsConnector;
import io.millrace.connector.generator.GeneratorConnector;
import io.millrace.connector.http.HttpConnector;
import io.millrace.connector.kafka.KafkaConnector;
import io.millrace.connector.kinesis.KinesisConnector;
import io.millrace.formats.Formats;
import io.millrace.spi.decode.Format;
import io.millrace.spi.option.OptionAssignment;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.sql.Worksheet;
import io.millrace.sql.option.ContentType;
import io.millrace.sql.option.OptionTable;
import io.millrace.sql.tree.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages about connectors and content types say what is so. {@code -Dgolden.update=true} writes their tables anew. */
class ReferencePagesTest {
    private static final Path DIRECTORY = Path.of("../docs/reference");
    private static final S3Connector S3 = new S3Connector(InstantSource.system());
    private static final GcsConnector GCS = new GcsConnector(InstantSource.system());
    private static final AzureConnector ADLS = new AzureConnector(InstantSource.system());
    private static final KinesisConnector KINESIS = new KinesisConnector(InstantSource.system(), Thread::new);

    private static final KafkaConnector KAFKA = new KafkaConnector(InstantSource.system());
    private static final HttpConnector HTTP = new HttpConnector(Path.of("unused"), InstantSource.system(), Thread::new);

    private static final GeneratorConnector GENERATOR = new GeneratorConnector(InstantSource.system());

    private record Page(Path path, List<OptionSet> sets) {
        static Page of(String name, OptionSet... sets) {
            return new Page(DIRECTORY.resolve(name), List.of(sets));
        }
    }

    private static final Pattern TABLE = Pattern.compile("(?s)(<!-- options: ([^>]*) -->\n)(.*?)(<!-- end -->)");
    private static final Pattern SNIPPET = Pattern.compile("(?s)```sql\n(.*?)```");

    @ParameterizedTest
    @MethodSource("pages")
    void tablesOfOptionsAreThoseOfTheDeclarations(Page about) throws IOException {
        String page = Files.readString(about.path);
        String current = TABLE.matcher(page).replaceAll(match -> table(about, match));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(about.path, current);
        }
        assertThat(Files.readString(about.path)).isEqualTo(current);
        assertThat(TABLE.matcher(page).results().map(table -> table.group(2)))
                .containsExactlyInAnyOrderElementsOf(
                        about.sets.stream().map(OptionSet::subject).toList());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everySnippetIsValid(Page about) throws IOException {
        List<String> snippets = SNIPPET.matcher(Files.readString(about.path))
                .results()
                .map(snippet -> snippet.group(1))
                .toList();
        assertThat(snippets).isNotEmpty();
        snippets.forEach(snippet ->
                assertThat(Worksheet.parse("page.md", snippet, Map.of())).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyExampleIsAValueOfItsOption(Page about) {
        for (OptionSet set : about.sets) {
            for (OptionSpec<?> spec : set.specs()) {
                OptionAssignment written = written(spec.name() + " = " + spec.example());
                assertThat(written.name()).isEqualTo(spec.name());
                if (!spec.example().matches("(ENV|FILE)\\(.*")) {
                    assertThat(spec.type().read(spec.name(), written.value())).isNotNull();
                }
            }
        }
    }

    @Test
    void languageNamesTheContentTypesThatAreRead() {
        assertThat(ContentType.NAMES)
                .containsExactlyInAnyOrderElementsOf(
                        Formats.ALL.stream().map(Format::name).toList());
    }

    static List<Page> pages() {
        return List.of(
                Page.of("content-types.md", formatsWithOptions()),
                Page.of(
                        "object-storage.md",
                        S3.connectionOptions(),
                        S3.sourceOptions(),
                        GCS.connectionOptions(),
                        GCS.sourceOptions(),
                        ADLS.connectionOptions(),
                        ADLS.sourceOptions(),
                        StorageOptions.SET),
                Page.of("kafka.md", KAFKA.connectionOptions(), KAFKA.sourceOptions()),
                Page.of("generator.md", GENERATOR.connectionOptions(), GENERATOR.sourceOptions()),
                Page.of("http.md", HTTP.connectionOptions(), HTTP.sourceOptions()),
                Page.of("kinesis.md", KINESIS.connectionOptions(), KINESIS.sourceOptions()));
    }

    private static OptionSet[] formatsWithOptions() {
        return Formats.ALL.stream()
                .map(Format::options)
                .filter(set -> !set.specs().isEmpty())
                .toArray(OptionSet[]::new);
    }

    private static OptionAssignment written(String option) {
        Statement.AlterJob job =
                (Statement.AlterJob) Worksheet.parse("example.sql", "ALTER JOB j SET " + option, Map.of())
                        .get(0);
        return job.options().get(0);
    }

    private static String table(Page about, MatchResult match) {
        OptionSet set = about.sets.stream()
                .filter(candidate -> candidate.subject().equals(match.group(2)))
                .findFirst()
                .orElseThrow();
        return Matcher.quoteReplacement(match.group(1) + OptionTable.markdown(set) + match.group(4));
    }
}
