package io.millrace.kernel.select;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads queries with DuckDB's parser. */
public final class SyntaxTrees {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NEAR = Pattern.compile("at or near \"(\\w+)\"");

    /** Reserved words that fields are called by. */
    private static final Set<String> OFTEN_NAMES =
            Set.of(("all any array asc both case check column constraint default desc end for foreign grant group in "
                            + "limit not offset only order placing primary references show some table then to trailing union unique when window")
                    .split(" "));

    private final UnaryOperator<String> parser;

    /** @param parser DuckDB's {@code json_serialize_sql} */
    public SyntaxTrees(UnaryOperator<String> parser) {
        this.parser = parser;
    }

    /** The tree of a query, whose places are byte offsets; throws SYNTAX_ERROR, INVALID_QUERY with the place. */
    public JsonNode of(SelectText source) {
        return of(source, Normalizer.normalize(source));
    }

    JsonNode of(SelectText source, Normalized normalized) {
        JsonNode result = read(parser.apply(normalized.text()));
        if (result.path("error").asBoolean()) {
            throw MissingConditions.find(source, normalized).orElseGet(() -> syntaxError(source, normalized, result));
        }
        JsonNode statements = result.path("statements");
        if (statements.size() != 1) {
            throw new MillraceException(
                    ErrorCode.SYNTAX_ERROR,
                    source.origin(),
                    "Cannot take %d statements as one query".formatted(statements.size()));
        }
        return statements.get(0).path("node");
    }

    private static MillraceException syntaxError(SelectText source, Normalized normalized, JsonNode error) {
        String message = error.path("error_message").asText();
        if (error.path("error_type").asText().equals("not implemented")) {
            return new MillraceException(ErrorCode.INVALID_QUERY, source.origin(), "Cannot run this as a query")
                    .withHint("only SELECT can stand here; PIVOT needs its values: PIVOT ... ON x IN (...)");
        }
        String position = error.path("position").asText("");
        int offset = position.isEmpty() ? 0 : new ByteOffsets(normalized.text()).toChars(Long.parseLong(position));
        MillraceException exception = new MillraceException(
                ErrorCode.SYNTAX_ERROR, source.location(offset), "Cannot parse the query: " + message);
        Matcher near = NEAR.matcher(message);
        return near.find() && OFTEN_NAMES.contains(near.group(1).toLowerCase(Locale.ROOT))
                ? exception.withHint("as a name it stands in double quotes: \"" + near.group(1) + '"')
                : exception;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("DuckDB printed a syntax tree that is no JSON", e);
        }
    }
}
