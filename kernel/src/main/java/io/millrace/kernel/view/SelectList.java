package io.millrace.kernel.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.kernel.select.Ast;
import io.millrace.kernel.select.ByteOffsets;
import io.millrace.kernel.select.SelectText;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.token.SqlToken;
import io.millrace.sql.token.SqlTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The text of a plain SELECT, cut into its items and what follows them. */
final class SelectList {
    /** An expression from one offset to another, without its alias. */
    record Span(int start, int end) {}

    final SelectText source;
    final List<SqlToken> tokens;
    final List<Span> items = new ArrayList<>();

    /** The offset of FROM. */
    final int rest;

    private final ByteOffsets bytes;

    private SelectList(SelectText source, List<SqlToken> tokens, List<JsonNode> nodes) {
        this.source = source;
        this.tokens = tokens;
        this.bytes = new ByteOffsets(source.text());
        int from = 1;
        int at = 1;
        for (int depth = 0; at < tokens.size(); at++) {
            SqlToken token = tokens.get(at);
            depth += token.is("(") || token.is("[") || token.is("{") ? 1 : 0;
            depth -= token.is(")") || token.is("]") || token.is("}") ? 1 : 0;
            boolean ends = depth == 0 && token.is("FROM") && !tokens.get(at - 1).is("DISTINCT");
            if (ends || (depth == 0 && token.is(","))) {
                add(from, at, nodes);
                from = at + 1;
            }
            if (ends) {
                break;
            }
        }
        this.rest = at < tokens.size() ? tokens.get(at).start() : source.text().length();
    }

    /** @param nodes the items of the syntax tree of the same text */
    static SelectList of(SelectText source, List<JsonNode> nodes) {
        List<SqlToken> tokens = SqlTokens.split(source.text());
        if (!tokens.get(0).is("SELECT")) {
            throw new MillraceException(
                            ErrorCode.INVALID_VIEW,
                            source.origin(),
                            "Cannot keep a query that does not begin with SELECT")
                    .withHint("write SELECT key, last(x) AS x FROM ... GROUP BY key");
        }
        return new SelectList(source, tokens, nodes);
    }

    private void add(int from, int to, List<JsonNode> nodes) {
        int last = to;
        String alias = items.size() < nodes.size()
                ? nodes.get(items.size()).path("alias").asText()
                : "";
        if (!alias.isEmpty() && to - from > 1 && tokens.get(to - 1).name().equalsIgnoreCase(alias)) {
            last = tokens.get(to - 2).is("AS") ? to - 2 : to - 1;
        }
        items.add(new Span(tokens.get(from).start(), tokens.get(last - 1).end()));
    }

    String text(Span span) {
        return source.text().substring(span.start(), span.end());
    }

    /** Where a node of the syntax tree stands. */
    Span span(JsonNode node) {
        return new Span(bytes.toChars(Ast.location(node)), bytes.toChars(Ast.end(node)));
    }

    /** The offset of a word outside of all brackets behind FROM; the end of the text if it is not there. */
    int word(String word) {
        int depth = 0;
        for (int i = SqlTokens.at(tokens, rest); i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            depth += token.is("(") || token.is("[") ? 1 : token.is(")") || token.is("]") ? -1 : 0;
            if (depth == 0 && token.is(word)) {
                return token.start();
            }
        }
        return source.text().length();
    }

    /** The call of an aggregate at a node, taken apart. */
    AggregateCall call(JsonNode node) {
        Span span = span(node);
        int open = SqlTokens.at(tokens, span.start());
        while (!tokens.get(open).is("(")) {
            open++;
        }
        List<String> arguments = new ArrayList<>();
        int from = open + 1;
        boolean distinct = tokens.get(from).is("DISTINCT");
        from += distinct ? 1 : 0;
        int at = open + 1;
        for (int depth = 1; depth > 0; at++) {
            SqlToken token = tokens.get(at);
            depth += token.is("(") || token.is("[") || token.is("{") ? 1 : 0;
            depth -= token.is(")") || token.is("]") || token.is("}") ? 1 : 0;
            if ((depth == 0 || (depth == 1 && token.is(","))) && at > from) {
                arguments.add(between(from, at));
                from = at + 1;
            }
        }
        String function = Ast.function(node).toLowerCase(Locale.ROOT);
        return new AggregateCall(
                function, arguments, distinct, filter(node, at), text(span), source.location(span.start()));
    }

    private Optional<String> filter(JsonNode call, int at) {
        if (!call.path("filter").isObject()) {
            return Optional.empty();
        }
        int open = at;
        while (!tokens.get(open).is("(")) {
            open++;
        }
        int close = open + 1;
        for (int depth = 1; depth > 0; close++) {
            depth += tokens.get(close).is("(") ? 1 : tokens.get(close).is(")") ? -1 : 0;
        }
        int first = tokens.get(open + 1).is("WHERE") ? open + 2 : open + 1;
        return Optional.of(between(first, close - 1));
    }

    private String between(int from, int to) {
        return source.text()
                .substring(tokens.get(from).start(), tokens.get(to - 1).end());
    }
}
