package io.millrace.kernel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.OptionalLong;
import java.util.Set;

/**
 * An error as DuckDB reports it.
 *
 * @param type such as {@code Binder}, {@code Catalog}, {@code Conversion}
 * @param position the byte offset in the text
 */
record DuckError(String type, String message, OptionalLong position) {
    static final DuckError INTERRUPTED = new DuckError("Interrupt", "interrupted", OptionalLong.empty());

    private static final Set<String> QUERY = Set.of(
            "Binder",
            "Catalog",
            "Parser",
            "Syntax",
            "Not implemented",
            "Parameter Not Resolved",
            "Conversion",
            "Out of Range",
            "Invalid Input",
            "Mismatch Type",
            "Divide by Zero",
            "Invalid type");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the message of an exception, JSON inside some other text or not. */
    static DuckError of(Throwable exception) {
        String text = String.valueOf(exception.getMessage());
        int open = text.indexOf("{\"exception_type\"");
        int close = text.lastIndexOf('}');
        if (open >= 0 && close > open) {
            try {
                return read(text.substring(open, close + 1));
            } catch (JsonProcessingException e) {
                // Arrow closes a bracket of its own behind the JSON.
                return readWithout(text.substring(open, close));
            }
        }
        return new DuckError("", text, OptionalLong.empty());
    }

    private static DuckError readWithout(String json) {
        try {
            return read(json.substring(0, json.lastIndexOf('}') + 1));
        } catch (JsonProcessingException e) {
            return new DuckError("", json, OptionalLong.empty());
        }
    }

    private static DuckError read(String json) throws JsonProcessingException {
        JsonNode node = JSON.readTree(json);
        String position = node.path("position").asText("");
        return new DuckError(
                node.path("exception_type").asText(),
                node.path("exception_message").asText(),
                position.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(position)));
    }

    /** The same error in a text that has {@code bytes} more in front. */
    DuckError moved(long bytes) {
        return position.isEmpty() ? this : new DuckError(type, message, OptionalLong.of(position.getAsLong() + bytes));
    }

    /** Whether the query or a value in it is to blame, not the machine, the files or somebody who cancelled. */
    boolean isOfQuery() {
        return QUERY.contains(type);
    }

    DuckError withoutPosition() {
        return new DuckError(type, message, OptionalLong.empty());
    }

    /** Whether it hides the true reason: what the driver says when a streamed query fails early. */
    boolean isBlank() {
        return type.isEmpty() && message.contains("Invalid result set");
    }

    /** The first line of the message. */
    String headline() {
        return message.lines().findFirst().orElse(message).strip();
    }
}
