package io.millrace.kernel.function;

import io.millrace.kernel.nested.Span;
import io.millrace.kernel.nested.Tokens;
import java.util.List;
import java.util.Optional;

/**
 * A lambda in its place: {@code x -> body}, {@code (x, y) -> body} or {@code lambda x, y: body}.
 *
 * @param body its tokens
 */
record Lambda(List<String> parameters, Span body) {
    /** The lambda that an argument of a call is, if it is one. */
    static Optional<Lambda> at(Tokens tokens, Span argument) {
        int first = argument.from();
        int end = argument.to();
        if (tokens.is(first, "lambda") && tokens.isName(first + 1)) {
            int colon = first + 1;
            while (colon < end && !tokens.is(colon, ":")) {
                colon++;
            }
            return of(tokens, new Span(first + 1, colon), new Span(colon + 1, end));
        }
        if (tokens.is(first, "(")) {
            int close = tokens.closing(first, end);
            return tokens.is(close + 1, "->")
                    ? of(tokens, new Span(first + 1, close), new Span(close + 2, end))
                    : Optional.empty();
        }
        return tokens.isName(first) && tokens.is(first + 1, "->")
                ? of(tokens, new Span(first, first + 1), new Span(first + 2, end))
                : Optional.empty();
    }

    private static Optional<Lambda> of(Tokens tokens, Span parameters, Span body) {
        List<Span> names = tokens.list(parameters.from(), parameters.to());
        boolean plain = names.stream().allMatch(name -> name.to() == name.from() + 1 && tokens.isName(name.from()));
        return plain && body.from() < body.to()
                ? Optional.of(new Lambda(
                        names.stream()
                                .map(name -> tokens.get(name.from()).text())
                                .toList(),
                        body))
                : Optional.empty();
    }
}
