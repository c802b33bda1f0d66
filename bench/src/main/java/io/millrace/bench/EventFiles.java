package io.millrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same events as files of one format, one file a partition. */
record EventFiles(EventFormat format, List<Path> paths) {
    EventFiles {
        paths = List.copyOf(paths);
    }

    /** Writes all events; the same files every time. */
    static EventFiles write(EventFormat format, Clicks clicks, Path directory) throws IOException {
        Files.createDirectories(directory);
        List<Path> paths = new ArrayList<>();
        for (int partition = 0; partition < clicks.partitions(); partition++) {
            Path json = directory.resolve("events-%02d.json".formatted(partition));
            Path path = directory.resolve("events-%02d.%s".formatted(partition, format.extension()));
            clicks.toFile(partition, json);
            switch (format) {
                case JSON -> {}
                case AVRO -> AvroEvents.convert(json, path);
                case ORC -> OrcEvents.convert(json, path);
                case CSV, PARQUET -> Reference.execute(EventSql.convert(json, format, path));
            }
            if (format != EventFormat.JSON) {
                Files.delete(json);
            }
            paths.add(path);
        }
        return new EventFiles(format, paths);
    }

    long bytes() {
        return paths.stream().mapToLong(path -> path.toFile().length()).sum();
    }

    /** Lets files appear in another directory of the same file system, each at once. */
    void linkTo(Path directory, int from, int to) throws IOException {
        for (Path path : paths.subList(from, to)) {
            Files.createLink(directory.resolve(path.getFileName()), path);
        }
    }
}
