package io.millrace.connector.files;

import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** A directory of test files, whose times are set, and a clock that stands an hour later. */
record Inbox(Path directory) {
    static final Instant WRITTEN = Instant.parse("2026-03-01T10:00:00Z");
    static final InstantSource LATER = InstantSource.fixed(WRITTEN.plusSeconds(3600));

    Path write(String name, String content) {
        return write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Path write(String name, byte[] content) {
        return write(name, content, WRITTEN);
    }

    Path write(String name, byte[] content, Instant modified) {
        try {
            Path path = directory.resolve(name);
            Files.createDirectories(path.getParent());
            Files.write(path, content);
            Files.setLastModifiedTime(path, FileTime.from(modified));
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String name) {
        try {
            Files.delete(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Source open() {
        return open(LATER, Map.of());
    }

    Source open(InstantSource clock, Map<OptionSpec<?>, String> options) {
        Map<String, OptionValue> values = new HashMap<>();
        options.forEach((spec, value) -> values.put(spec.name(), new OptionValue.Text(value)));
        Options connection = new Options(Map.of("PATH", new OptionValue.Text(directory.toString())));
        return new FilesConnector(clock).open(connection, new Options(values));
    }
}
