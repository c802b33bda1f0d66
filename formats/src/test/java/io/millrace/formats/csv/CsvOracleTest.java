package io.millrace.formats.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.contract.Decoding;
import io.millrace.formats.contract.Settings;
import io.millrace.formats.contract.Written;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;

/** The same texts through another parser. */
class CsvOracleTest {
    private static final int COLUMNS = 4;
    private static final CSVFormat ORACLE =
            CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get();

    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> value = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        4,
                        Arbitraries.strings()
                                .withChars("ab1;, \t\n\r\"'é€😀\u0000")
                                .ofMaxLength(12)),
                net.jqwik.api.Tuple.of(
                        3, Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(30)),
                net.jqwik.api.Tuple.of(1, Arbitraries.strings().all().ofMaxLength(5)));
        return value.list().ofMinSize(1).ofMaxSize(COLUMNS).list().ofMaxSize(12);
    }

    @Property(tries = 2000)
    void whatAnotherLibraryWritesIsReadBack(
            @ForAll("tables") List<List<String>> table, @ForAll boolean quoteAll, @ForAll long seed)
            throws IOException {
        StringBuilder out = new StringBuilder();
        CSVFormat format = ORACLE.builder()
                .setQuoteMode(quoteAll ? QuoteMode.ALL : QuoteMode.MINIMAL)
                .setRecordSeparator(seed % 2 == 0 ? "\n" : "\r\n")
                .get();
        try (CSVPrinter printer = new CSVPrinter(out, format)) {
            for (List<String> row : table) {
                printer.printRecord(row);
            }
        }
        byte[] payload = out.toString().getBytes(StandardCharsets.UTF_8);
        List<List<String>> expected = oracle(new String(payload, StandardCharsets.UTF_8));
        SplittableRandom random = new SplittableRandom(seed);
        Decoding cut =
                decoding().payload(payload, at -> at + 1 + random.nextInt(20)).take();
        assertThat(rows(cut)).isEqualTo(expected);
        assertThat(cut.rejects).isEmpty();
    }

    /** Texts of signs that matter, most of them broken somewhere: where the oracle reads all, so does the decoder. */
    @Property(tries = 5000)
    void anyTextThatAnotherLibraryReadsIsRead(@ForAll("signs") String text) {
        List<List<String>> expected;
        try {
            expected = oracle(text);
        } catch (UncheckedIOException | IOException | IllegalStateException e) {
            return;
        }
        Decoding decoding = decoding().payload(text).take();
        if (decoding.rejects.isEmpty()) {
            assertThat(rows(decoding)).isEqualTo(expected);
        } else {
            // blanks after a closing quote and the like, which the oracle forgives
            assertThat(decoding.rejects).allMatch(reject -> reject.text().contains("\""));
        }
    }

    @Provide
    Arbitrary<String> signs() {
        return Arbitraries.strings().withChars("aaab1,,\n\n\"\" ").ofMaxLength(40);
    }

    private static List<List<String>> oracle(String text) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(text, ORACLE)) {
            for (CSVRecord record : parser) {
                rows.add(record.toList());
            }
        }
        // a text that is empty and one that is not there are the same to the oracle
        return rows.stream().map(CsvOracleTest::withoutEmpty).toList();
    }

    private static Decoding decoding() {
        CsvFormat format = CsvFormat.csv();
        return new Decoding(format.open(
                Written.of(format.options(), "HEADER", false, "INFER_TYPES", false, "ENCODING", "UTF-8"),
                Settings.batchRows(3)));
    }

    private static List<List<String>> rows(Decoding decoding) {
        return decoding.rows.stream()
                .map(row -> {
                    List<String> values = new ArrayList<>();
                    for (int field = 0; field < 50; field++) {
                        values.add(row.path("column" + field).asText(""));
                    }
                    return withoutEmpty(values);
                })
                .toList();
    }

    private static List<String> withoutEmpty(List<String> values) {
        List<String> kept = new ArrayList<>(values);
        while (!kept.isEmpty() && kept.get(kept.size() - 1).isEmpty()) {
            kept.remove(kept.size() - 1);
        }
        return kept;
    }
}
