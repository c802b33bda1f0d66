package io.millrace.kernel.function;

import io.millrace.kernel.nested.Span;
import io.millrace.kernel.nested.Tokens;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a template in the place of a call. In it {@code $1} stands for the first argument and {@code $*} for all of them,
 * {@code {2:1}} for the first parameter of the lambda that is the second argument and {@code {2:body}} for its body, and
 * {@code {||}} for all arguments joined by that operator, {@code {rest}} for all but the first, {@code {}} for a FILTER and an OVER clause behind the call.
 */
final class TemplateWriter {
    private static final Pattern PLACEHOLDER =
            Pattern.compile("[$]([1-9*])|[{]([1-9]):([1-9]|body)[}]|[{]([|]{2}|rest)[}]|[{][}]");

    private final CallRewriter calls;
    private final Tokens tokens;
    private final String template;
    private final List<Span> arguments;
    private final int origin;

    TemplateWriter(CallRewriter calls, Tokens tokens, String template, List<Span> arguments, int origin) {
        this.calls = calls;
        this.tokens = tokens;
        this.template = template;
        this.arguments = arguments;
        this.origin = origin;
    }

    void write(Span clauses) {
        boolean placed = false;
        int at = 0;
        for (Matcher matcher = PLACEHOLDER.matcher(template); matcher.find(); at = matcher.end()) {
            add(template.substring(at, matcher.start()));
            if (matcher.group(1) != null) {
                argument(matcher.group(1));
            } else if (matcher.group(2) != null) {
                part(arguments.get(Integer.parseInt(matcher.group(2)) - 1), matcher.group(3));
            } else if (matcher.group(4) != null) {
                boolean all = matcher.group(4).equals("||");
                list(arguments.subList(all ? 0 : 1, arguments.size()), all ? " || " : ", ");
            } else {
                clauses(clauses);
                placed = true;
            }
        }
        add(template.substring(at));
        if (!placed) {
            clauses(clauses);
        }
    }

    private void argument(String which) {
        if (!which.equals("*")) {
            calls.argument(arguments.get(Integer.parseInt(which) - 1));
            return;
        }
        list(arguments, ", ");
    }

    private void list(List<Span> some, String between) {
        for (int i = 0; i < some.size(); i++) {
            add(i == 0 ? "" : between);
            calls.argument(some.get(i));
        }
    }

    private void clauses(Span clauses) {
        if (clauses.from() < clauses.to()) {
            add(" ");
            calls.write(clauses.from(), clauses.to());
        }
    }

    private void part(Span argument, String what) {
        Lambda lambda = Lambda.at(tokens, argument)
                .orElseThrow(() -> calls.error(argument.from(), "Cannot call without a lambda here")
                        .withHint("write x -> ..., or (x, y) -> ..."));
        if (what.equals("body")) {
            calls.write(lambda.body().from(), lambda.body().to());
            return;
        }
        int parameter = Integer.parseInt(what);
        int given = lambda.parameters().size();
        if (given < parameter) {
            throw calls.error(argument.from(), "Cannot call with a lambda of %d parameters".formatted(given));
        }
        add(lambda.parameters().get(parameter - 1));
    }

    private void add(String text) {
        calls.out().translate(text, origin);
    }
}
