package io.millrace.kernel.nested;

import io.millrace.kernel.nested.Step.Field;
import io.millrace.kernel.select.SelectText;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.token.SqlToken;
import io.millrace.sql.token.SqlTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The words of a query. */
public final class Tokens {
    /** A path, and the index of the token behind it. */
    record ReadPath(Path path, int next) {}

    final SelectText source;
    private final List<SqlToken> tokens;

    public Tokens(SelectText source) {
        this.source = source;
        this.tokens = SqlTokens.split(source.text());
    }

    public int size() {
        return tokens.size();
    }

    public SqlToken get(int index) {
        return tokens.get(index);
    }

    public int start(int index) {
        return index < tokens.size() ? tokens.get(index).start() : source.text().length();
    }

    public int end(int index) {
        return tokens.get(index).end();
    }

    public boolean is(int index, String word) {
        return index >= 0 && index < tokens.size() && tokens.get(index).is(word);
    }

    public boolean isAny(int index, Set<String> words) {
        return index >= 0 && index < tokens.size() && words.stream().anyMatch(tokens.get(index)::is);
    }

    public boolean isName(int index) {
        return index >= 0 && index < tokens.size() && tokens.get(index).isName();
    }

    public boolean opens(int index) {
        return is(index, "(") || is(index, "[") || is(index, "{");
    }

    /** The bracket that closes the one at {@code open}; the last token before {@code end} if there is none. */
    public int closing(int open, int end) {
        int depth = 0;
        for (int i = open; i < end; i++) {
            if (opens(i)) {
                depth++;
            } else if (is(i, ")") || is(i, "]") || is(i, "}")) {
                depth--;
                if (depth == 0) {
                    return i;
                }
            }
        }
        return end - 1;
    }

    /** {@code []}. */
    boolean isEach(int index) {
        return is(index, "[") && is(index + 1, "]");
    }

    /** The index of the first token at an offset or behind it. */
    int at(int offset) {
        return SqlTokens.at(tokens, offset);
    }

    /** A path that begins at a token. */
    Optional<ReadPath> path(int first) {
        List<Step> steps = new ArrayList<>();
        int at = first;
        while (isName(at)) {
            steps.add(new Field(tokens.get(at).name()));
            at++;
            while (isEach(at)) {
                steps.add(Step.EACH);
                at += 2;
            }
            if (!is(at, ".") || !isName(at + 1)) {
                return Optional.of(new ReadPath(new Path(steps), at));
            }
            at++;
        }
        return Optional.empty();
    }

    /** The ranges of tokens between the commas of a list that stand in no brackets. */
    public List<Span> list(int first, int last) {
        List<Span> parts = new ArrayList<>();
        int from = first;
        for (int i = first; i < last; i++) {
            if (opens(i)) {
                i = closing(i, last);
            } else if (is(i, ",")) {
                parts.add(new Span(from, i));
                from = i + 1;
            }
        }
        if (from < last) {
            parts.add(new Span(from, last));
        }
        return parts;
    }

    MillraceException error(ErrorCode code, int token, String message) {
        return new MillraceException(code, source.location(start(token)), message);
    }
}
