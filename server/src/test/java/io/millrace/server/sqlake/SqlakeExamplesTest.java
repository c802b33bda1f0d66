package io.millrace.server.sqlake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Worksheets written for SQLake run, against S3, Kafka and Kinesis. {@code -Dgolden.update=true} writes what they answer, to be read. */
class SqlakeExamplesTest {
    @TempDir
    private Path data;

    static List<Example> examples() {
        return Example.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void answersAsItStands(Example example) throws IOException, InterruptedException {
        String actual = example.run(data);
        if (Boolean.getBoolean("golden.update")) {
            example.write(actual);
        }
        assertThat(actual).isEqualTo(example.expected());
    }
}
