package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCommandTest {
    private static <T> T value(Object command, String option, String... arguments) {
        return new CommandLine(command).parseArgs(arguments).matchedOptionValue(option, null);
    }

    @Test
    void listsAreSplit() {
        List<Boolean> statistics =
                value(new IngestCommand(), "--statistics", "--statistics", "true,false", "--cores", "2");
        assertThat(statistics).containsExactly(true, false);
        List<EventFormat> formats = value(new FormatsCommand(), "--formats", "--formats", "CSV,AVRO");
        assertThat(formats).containsExactly(EventFormat.CSV, EventFormat.AVRO);
    }
}
