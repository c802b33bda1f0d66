package io.millrace.formats.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.spi.decode.DecodeSettings;
import java.util.List;
import java.util.Set;

/** Settings that differ from the standard in one thing. */
public final class Settings {
    private static final int LARGE = 1 << 20;

    private Settings() {}

    public static DecodeSettings batchRows(int rows) {
        return new DecodeSettings(List.of(), Set.of(), 2000, 200, LARGE, rows, LARGE, false);
    }

    public static DecodeSettings batchBytes(int bytes) {
        return new DecodeSettings(List.of(), Set.of(), 2000, 200, LARGE, 1000, bytes, false);
    }

    public static DecodeSettings recordBytes(int bytes) {
        return new DecodeSettings(List.of(), Set.of(), 2000, 200, bytes, 1000, LARGE, false);
    }

    public static DecodeSettings maxColumns(int columns) {
        return new DecodeSettings(List.of(), Set.of(), columns, 200, LARGE, 1000, LARGE, false);
    }

    public static DecodeSettings excluding(String... globs) {
        return new DecodeSettings(List.of(globs), Set.of(), 2000, 200, LARGE, 1000, LARGE, false);
    }

    public static DecodeSettings reserving(String... names) {
        return new DecodeSettings(List.of(), Set.of(names), 2000, 200, LARGE, 1000, LARGE, false);
    }

    public static DecodeSettings inferringTimestamps() {
        return new DecodeSettings(List.of(), Set.of(), 2000, 200, LARGE, 1000, LARGE, true);
    }

    /** A row as {@link Rows} gives it. */
    public static JsonNode json(String json) {
        try {
            return new ObjectMapper()
                    .enable(DeserializationFeature.USE_LONG_FOR_INTS)
                    .readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
