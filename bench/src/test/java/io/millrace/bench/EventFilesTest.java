package io.millrace.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventFilesTest {
    private static final Clicks CLICKS = new Clicks(501, 2);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void theSameFilesEveryTime(EventFormat format) throws IOException {
        EventFiles once = EventFiles.write(format, CLICKS, directory.resolve("once"));
        EventFiles again = EventFiles.write(format, CLICKS, directory.resolve("again"));
        assertThat(once.paths()).hasSize(2);
        assertThat(once.bytes()).isPositive().isEqualTo(again.bytes());
        for (int i = 0; i < once.paths().size(); i++) {
            assertThat(again.paths().get(i)).hasSameBinaryContentAs(once.paths().get(i));
        }
        assertThat(directory.resolve("once"))
                .isDirectoryNotContaining(path -> !once.paths().contains(path));
    }

    /** Of ORC the benchmark itself compares the table with the events. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ORC")
    void allFormatsHoldTheEvents(EventFormat format) throws IOException {
        EventFiles files = EventFiles.write(format, CLICKS, directory.resolve("files"));
        Path events = directory.resolve("events.json");
        CLICKS.toFile(events);
        List<String> expected =
                Reference.row(ClickColumns.fingerprint(ClickColumns.read("'" + events + "'", "VARCHAR")));
        assertThat(expected.subList(0, 2))
                .containsExactly(Long.toString(CLICKS.count()), Long.toString(CLICKS.sequenceSum()));
        assertThat(Reference.row(EventSql.fingerprint(format, relation(files)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void allFormatsAreDecodedWhole(EventFormat format) throws IOException {
        EventFiles files = EventFiles.write(format, CLICKS, directory.resolve("files"));
        assertThat(DecodeMain.decode(format.name(), files.paths())).isEqualTo(CLICKS.count());
    }

    @Test
    void whatTheReferenceWritesHoldsTheEvents() throws IOException {
        EventFiles files = EventFiles.write(EventFormat.CSV, CLICKS, directory.resolve("files"));
        Path parquet = directory.resolve("reference.parquet");
        Reference.execute(EventSql.copy(EventFormat.CSV, files.paths(), parquet));
        assertThat(Reference.row(EventSql.fingerprint(EventFormat.CSV, "'" + parquet + "'")))
                .isEqualTo(Reference.row(EventSql.fingerprint(EventFormat.CSV, relation(files))));
    }

    @Test
    void filesAppearInAnotherDirectory() throws IOException {
        EventFiles files = EventFiles.write(EventFormat.JSON, CLICKS, directory.resolve("files"));
        Path incoming = Files.createDirectories(directory.resolve("incoming"));
        files.linkTo(incoming, 1, 2);
        assertThat(incoming.resolve("events-01.json"))
                .hasSameBinaryContentAs(files.paths().get(1));
        assertThat(incoming).isDirectoryNotContaining("glob:**00.json");
    }

    private String relation(EventFiles files) throws IOException {
        if (files.format() != EventFormat.AVRO) {
            return EventSql.read(files.format(), files.paths());
        }
        Path json = directory.resolve("read.json");
        try (BufferedWriter out = Files.newBufferedWriter(json, UTF_8)) {
            for (Path path : files.paths()) {
                try (DataFileReader<GenericRecord> reader =
                        new DataFileReader<>(path.toFile(), new GenericDatumReader<>())) {
                    for (GenericRecord record : reader) {
                        out.write(record.toString() + "\n");
                    }
                }
            }
        }
        return "(SELECT * REPLACE (make_timestamptz(ts::BIGINT) AS ts) FROM "
                + ClickColumns.read("'" + json + "'", "VARCHAR") + ")";
    }
}
