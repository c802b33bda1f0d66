package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCommandTest {
    private static Object value(Object command, String option, String... arguments) {
        return new CommandLine(command).parseArgs(arguments).matchedOptionValue(option, null);
    }

    @Test
    void listsAreSplit() {
        assertThat(value(new IngestCommand(), "--statistics", "--statistics", "true,false", "--cores", "2"))
                .isEqualTo(List.of(true, false));
        assertThat(value(new FormatsCommand(), "--formats", "--formats", "CSV,AVRO"))
                .isEqualTo(List.of(EventFormat.CSV, EventFormat.AVRO));
        assertThat(value(new KinesisCommand(), "--events-per-record", "--events-per-record", "1,90"))
                .isEqualTo(List.of(1, 90));
    }
}
