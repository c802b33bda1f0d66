package io.millrace.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.option.OptionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/concepts/binary-content-types.md} names every option. */
class BinaryContentTypesTest {
    private static final Path PAGE = Path.of("../docs/concepts/binary-content-types.md");

    @Test
    void everyOptionStandsInTheRowOfItsContentType() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        for (String name : List.of("AVRO", "AVRO_SCHEMA_REGISTRY", "PROTOBUF", "PARQUET", "ORC")) {
            String row = lines.stream()
                    .filter(line -> line.startsWith("| `" + name + "`"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Formats.find(name).options().specs())
                    .extracting(OptionSpec::name)
                    .allSatisfy(option -> assertThat(row).contains("`" + option + "`"));
        }
    }
}
