package io.millrace.kernel.select;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Understands the text of a SELECT. */
public final class SelectAnalyzer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final UnaryOperator<String> parser;
    private final TimeConstants constants;
    private final Set<String> aggregates;

    /**
     * @param parser DuckDB's {@code json_serialize_sql}
     * @param aggregates the lower-case names of DuckDB's aggregate functions
     */
    public SelectAnalyzer(UnaryOperator<String> parser, TimeConstants constants, Set<String> aggregates) {
        this.parser = parser;
        this.constants = constants;
        this.aggregates = Set.copyOf(aggregates);
    }

    /**
     * Analyses one SELECT, or {@code UNNEST(SELECT ...)}.
     *
     * @throws MillraceException with the place: SYNTAX_ERROR; INVALID_QUERY where something cannot stand; INVALID_LITERAL
     */
    public AnalyzedSelect analyze(SelectText source, NameDefaults defaults) {
        Normalized normalized = Normalizer.normalize(source);
        JsonNode query = parse(source, normalized);
        Analysis analysis = new Analysis(source, normalized, defaults);
        new SelectWalker(analysis, aggregates, constants).top(query);
        return new AnalyzedSelect(analysis, items(analysis, query));
    }

    private JsonNode parse(SelectText source, Normalized normalized) {
        JsonNode result = read(parser.apply(normalized.text()));
        if (result.path("error").asBoolean()) {
            throw syntaxError(source, normalized, result);
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
        return new MillraceException(
                ErrorCode.SYNTAX_ERROR, source.location(offset), "Cannot parse the query: " + message);
    }

    private static List<SelectItem> items(Analysis analysis, JsonNode query) {
        JsonNode select = query;
        while (!Ast.isType(select, "SELECT_NODE")) {
            select = select.path("children").path(0).isObject()
                    ? select.path("children").path(0)
                    : select.path("left");
            if (!select.isObject()) {
                return List.of();
            }
        }
        List<SelectItem> items = new ArrayList<>();
        select.path("select_list").forEach(item -> items.add(item(analysis, item)));
        return items;
    }

    private static SelectItem item(Analysis analysis, JsonNode item) {
        boolean star = Ast.isClass(item, "STAR");
        int start = Ast.start(item);
        String text = start == Integer.MAX_VALUE
                ? "*"
                : analysis.source.text().substring(analysis.chars(start), analysis.chars(Ast.limit(item)));
        return new SelectItem(analysis.place(item), text, name(item), star);
    }

    private static Optional<String> name(JsonNode item) {
        String alias = item.path("alias").asText();
        if (!alias.isEmpty()) {
            return Optional.of(alias);
        }
        List<String> names = Ast.names(item);
        return Ast.isClass(item, "COLUMN_REF") ? Optional.of(names.get(names.size() - 1)) : Optional.empty();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("DuckDB printed a syntax tree that is no JSON", e);
        }
    }
}
