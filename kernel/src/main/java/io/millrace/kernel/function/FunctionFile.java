package io.millrace.kernel.function;

import io.millrace.kernel.function.FunctionDeclaration.Example;
import io.millrace.kernel.function.Implementation.Builtin;
import io.millrace.kernel.function.Implementation.Macro;
import io.millrace.kernel.function.Implementation.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a declaration. A function begins with its signatures, unindented; lines with two blanks in front are
 * about it, a word that says what they are first; lines with more go on with the line before. {@code #} begins a comment.
 */
final class FunctionFile {
    private static final Pattern PLACEHOLDER = Pattern.compile("[$]([1-9])|[{]([1-9]):");

    private static final String CALL_OF = "call/";

    private final String family;
    private final List<String> signatures = new ArrayList<>();
    private final Map<String, List<String>> facts = new LinkedHashMap<>();

    private FunctionFile(String family) {
        this.family = family;
    }

    /** Reads the one declaration that a text is. */
    static FunctionDeclaration read(String family, String text) {
        return new FunctionFile(family).read(text.lines().toList());
    }

    private FunctionDeclaration read(List<String> lines) {
        String last = "";
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("    ")) {
                List<String> values = facts.get(last);
                values.set(values.size() - 1, values.get(values.size() - 1) + "\n" + line.strip());
            } else if (line.startsWith("  ")) {
                String[] words = line.strip().split(" ", 2);
                last = words[0];
                facts.computeIfAbsent(last, word -> new ArrayList<>()).add(words.length > 1 ? words[1] : "");
            } else {
                signatures.add(line.strip());
            }
        }
        String name = signatures.get(0).substring(0, signatures.get(0).indexOf('('));
        try {
            return declaration(name);
        } catch (RuntimeException e) {
            throw new IllegalStateException("cannot read the declaration of " + family + "." + name, e);
        }
    }

    private FunctionDeclaration declaration(String name) {
        boolean aggregate = facts.containsKey("aggregate");
        facts.remove("aggregate");
        boolean helper = facts.containsKey("helper");
        facts.remove("helper");
        FunctionDeclaration declaration = new FunctionDeclaration(
                name,
                all("alias"),
                family,
                signatures,
                aggregate,
                helper,
                one("is").orElseThrow(),
                one("null").orElse(FunctionDeclaration.NULL_RULE),
                one("bad").orElse(FunctionDeclaration.BAD_INPUT),
                one("duckdb"),
                all("example").stream().map(FunctionFile::example).toList(),
                implementation());
        if (!facts.isEmpty()) {
            throw new IllegalArgumentException("unknown: " + facts.keySet());
        }
        return declaration;
    }

    private Implementation implementation() {
        List<String> macros = all("macro");
        Map<Integer, String> calls = calls();
        Optional<String> builtin = one("builtin");
        if (builtin.isPresent() && macros.isEmpty() && calls.isEmpty()) {
            return new Builtin(builtin.get());
        }
        if (calls.isEmpty() && !macros.isEmpty()) {
            return new Macro(macros, one("with_lambda"));
        }
        if (macros.isEmpty() && !calls.isEmpty()) {
            return new Template(calls);
        }
        throw new IllegalArgumentException("one of builtin, macro and call is needed");
    }

    /** {@code call/3} takes three arguments, whatever its text has of them. */
    private Map<Integer, String> calls() {
        Map<Integer, String> byArity = new HashMap<>();
        all("call").forEach(call -> byArity.put(arity(call), call));
        for (String fact : List.copyOf(facts.keySet())) {
            if (fact.startsWith(CALL_OF)) {
                int arity = Integer.parseInt(fact.substring(CALL_OF.length()));
                all(fact).forEach(call -> byArity.put(arity, call));
            }
        }
        return byArity;
    }

    private static int arity(String template) {
        if (template.contains("$*") || template.contains("{||}") || template.contains("{rest}")) {
            return Template.ANY;
        }
        int arity = 0;
        for (Matcher matcher = PLACEHOLDER.matcher(template); matcher.find(); ) {
            String number = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            arity = Math.max(arity, Integer.parseInt(number));
        }
        return arity;
    }

    private static Example example(String text) {
        int equals = text.lastIndexOf(" => ");
        return new Example(text.substring(0, equals), text.substring(equals + 4));
    }

    private Optional<String> one(String fact) {
        List<String> values = all(fact);
        if (values.size() > 1) {
            throw new IllegalArgumentException("said twice: " + fact);
        }
        return values.stream().findFirst();
    }

    private List<String> all(String fact) {
        List<String> values = facts.remove(fact);
        return values == null ? List.of() : values;
    }
}
