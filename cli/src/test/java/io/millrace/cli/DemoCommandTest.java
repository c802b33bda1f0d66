package io.millrace.cli;

import static io.millrace.cli.CommandLineRun.millrace;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
    @Test
    void addsUp(@TempDir Path directory) {
        Path data = directory.resolve("demo");
        CommandLineRun run = millrace(data, "demo", "--for", "4s", "--rate", "1500");

        assertThat(run.code()).as(run.toString()).isZero();
        assertThat(run.out())
                .contains("created job transform_orders", "sql --data " + data)
                .containsPattern("discovered +\\d+  columns:\n +orderid ordertype nettotal")
                .contains("Every order is there exactly once");
    }
}
