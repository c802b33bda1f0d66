package io.millrace.kernel.function;

import io.millrace.kernel.function.Implementation.Builtin;
import io.millrace.kernel.function.Implementation.Macro;
import io.millrace.kernel.function.Implementation.Template;
import io.millrace.kernel.nested.Out;
import io.millrace.kernel.nested.Span;
import io.millrace.kernel.nested.Tokens;
import io.millrace.kernel.select.Rewriting;
import io.millrace.kernel.select.SelectText;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rewrites the calls of a query to what DuckDB knows: names of the library to functions that are installed in its schema
 * or to text, {@code duckdb.name(...)} to DuckDB's own, and {@code x -> y} to DuckDB's lambdas.
 */
public final class CallRewriter {
    private static final String DUCKDB = "duckdb";
    private static final String OWN = "system.main.";

    private final FunctionLibrary library;
    private final SelectText source;
    private final Tokens tokens;
    private final CallPlaces places;
    private final Out out;
    private final Set<String> installed = new LinkedHashSet<>();
    private boolean changed;

    private CallRewriter(FunctionLibrary library, SelectText source) {
        this.library = library;
        this.source = source;
        this.tokens = new Tokens(source);
        this.places = new CallPlaces(tokens);
        this.out = new Out(source.text());
    }

    /** A query, and what has to be installed for it. */
    public record Rewritten(SelectText text, Set<String> functions) {}

    /**
     * The same query with DuckDB's functions only; the text itself if nothing is to be done.
     *
     * @throws MillraceException with the place: TYPE_MISMATCH for a number of arguments that a function does not take
     */
    public static Rewritten rewrite(FunctionLibrary library, SelectText source) {
        return new CallRewriter(library, source).run();
    }

    private Rewritten run() {
        write(0, tokens.size());
        if (!changed) {
            return new Rewritten(source, Set.of());
        }
        int end = tokens.size() == 0 ? 0 : tokens.end(tokens.size() - 1);
        out.copy(end, source.text().length());
        SelectText text = source.rewritten(out.text(), new Rewriting(source, out.origins(), List.of(), List.of()));
        return new Rewritten(text, installed);
    }

    Out out() {
        return out;
    }

    MillraceException error(int token, String message) {
        return new MillraceException(ErrorCode.TYPE_MISMATCH, source.location(start(token)), message);
    }

    /** The tokens of a range, and the blanks between them. */
    void write(int first, int last) {
        int from = first == 0 ? 0 : start(first);
        int i = first;
        while (i < last) {
            int next = call(i, last, from);
            if (next > i) {
                from = tokens.end(next - 1);
                i = next;
            } else {
                i++;
            }
        }
        if (last > 0 && first < last) {
            out.copy(from, tokens.end(last - 1));
        }
    }

    private int start(int token) {
        return tokens.start(token);
    }

    /** Writes the call at a token, after the text from {@code from} on; returns the token behind it, or the token itself. */
    private int call(int i, int last, int from) {
        boolean own = tokens.is(i, DUCKDB) && tokens.is(i + 1, ".") && tokens.isName(i + 2) && tokens.is(i + 3, "(");
        int name = own ? i + 2 : i;
        if (!own && !places.isCall(i)) {
            return i;
        }
        int open = name + 1;
        int close = tokens.closing(open, last);
        String called = tokens.get(name).name();
        Optional<FunctionDeclaration> declared = own ? Optional.empty() : library.find(called);
        if (declared.isEmpty() || places.isSpecial(called, open, close)) {
            if (!own && !FunctionLibrary.takesLambdas(called)) {
                return i;
            }
            out.copy(from, start(i));
            out.translate(own ? OWN + called : called, start(i));
            changed |= own;
            arguments(open, close);
            return close + 1;
        }
        out.copy(from, start(i));
        changed = true;
        return declared(declared.get(), i, open, close);
    }

    private int declared(FunctionDeclaration function, int i, int open, int close) {
        Implementation implementation = function.implementation();
        if (implementation instanceof Template template) {
            return template(function, template.byArity(), i, open, close);
        }
        if (implementation instanceof Macro macro) {
            List<Span> arguments = tokens.list(open + 1, close);
            if (macro.withLambda().isPresent()
                    && !arguments.isEmpty()
                    && Lambda.at(tokens, arguments.get(arguments.size() - 1)).isPresent()) {
                Map<Integer, String> one =
                        Map.of(arguments.size(), macro.withLambda().get());
                return template(function, one, i, open, close);
            }
            if (function.difference().isPresent() && !macro.takes(arguments.size())) {
                out.translate(OWN + tokens.get(i).name(), start(i));
                arguments(open, close);
                return close + 1;
            }
            installed.add(function.name());
            out.translate(FunctionLibrary.SCHEMA + "." + function.name(), start(i));
        } else {
            out.translate(((Builtin) implementation).target(), start(i));
        }
        arguments(open, close);
        return close + 1;
    }

    private void arguments(int open, int close) {
        int from = tokens.end(open);
        out.copy(start(open), from);
        for (Span argument : tokens.list(open + 1, close)) {
            out.copy(from, start(argument.from()));
            argument(argument);
            from = tokens.end(argument.to() - 1);
        }
        out.copy(from, tokens.end(close));
    }

    void argument(Span argument) {
        Optional<Lambda> lambda = Lambda.at(tokens, argument);
        if (lambda.isEmpty()) {
            write(argument.from(), argument.to());
            return;
        }
        changed = true;
        int place = start(argument.from());
        out.translate("lambda " + String.join(", ", lambda.get().parameters()) + ": ", place);
        write(lambda.get().body().from(), lambda.get().body().to());
    }

    private int template(FunctionDeclaration function, Map<Integer, String> byArity, int i, int open, int close) {
        List<Span> arguments = tokens.list(open + 1, close);
        String text = byArity.get(arguments.size());
        if (text == null) {
            text = byArity.get(Template.ANY);
        }
        if (text == null) {
            throw error(i, "Cannot call with %d arguments: %s".formatted(arguments.size(), function.name()))
                    .withHint("there is " + String.join("; ", function.signatures()));
        }
        Span clauses = places.clauses(close);
        new TemplateWriter(this, tokens, text, arguments, start(i)).write(clauses);
        out.end(tokens.end(clauses.to() - 1));
        FunctionLibrary.mentioned(text).forEach(installed::add);
        return clauses.to();
    }
}
