package io.millrace.jobs.insert;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.lake.scan.ScannedFile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceOrderTest {
    @Test
    void byCommitThenByTheNumbersInNames() {
        List<ScannedFile> files = Stream.of(
                        file("/p=9/job-2-x-10-e-0.parquet", 5),
                        file("/p=1/job-2-x-9-e-10.parquet", 5),
                        file("/p=1/job-2-x-9-e-2.parquet", 5),
                        file("/a/zzz.parquet", 4))
                .sorted(SourceOrder.FILES)
                .toList();
        assertThat(files)
                .extracting(ScannedFile::location)
                .containsExactly(
                        "/a/zzz.parquet",
                        "/p=1/job-2-x-9-e-2.parquet",
                        "/p=1/job-2-x-9-e-10.parquet",
                        "/p=9/job-2-x-10-e-0.parquet");
    }

    private static ScannedFile file(String location, long commitMicros) {
        return new ScannedFile(location, 1, 1, commitMicros, commitMicros, List.of());
    }
}
