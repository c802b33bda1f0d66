package io.millrace.kernel.function;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The functions that are declared here, by family and by name. */
public final class FunctionLibrary {
    /** The schema of what is installed in DuckDB. */
    static final String SCHEMA = "fn";

    /** Functions of DuckDB that take lambdas. */
    private static final Set<String> LAMBDAS = Set.of(
            "list_transform",
            "array_transform",
            "list_apply",
            "array_apply",
            "apply",
            "list_filter",
            "array_filter",
            "list_reduce",
            "array_reduce");

    private static final Pattern MENTION =
            Pattern.compile("\\b" + SCHEMA + "[.](\\w+)\\(|\\b(" + JavaFunctions.PREFIX + "\\w+)\\(");
    private static final List<String> FAMILIES = List.of(
            "string",
            "regexp",
            "url",
            "json",
            "datetime",
            "array",
            "map",
            "hash",
            "math",
            "conversion",
            "aggregate",
            "sketch",
            "geo",
            "agent");

    private final List<FunctionEntry> entries;
    private final Map<String, FunctionEntry> byName = new HashMap<>();
    private final Map<String, FunctionEntry> helpers = new HashMap<>();

    private FunctionLibrary(List<FunctionEntry> all) {
        this.entries = all.stream().filter(entry -> !entry.isHelper()).toList();
        for (FunctionEntry entry : all) {
            if (entry.isHelper()) {
                helpers.put(entry.name(), entry);
                continue;
            }
            add(entry.name(), entry);
            entry.aliases().forEach(alias -> add(alias, entry));
        }
    }

    private void add(String name, FunctionEntry entry) {
        if (byName.put(name, entry) != null) {
            throw new IllegalStateException("a function is declared twice: " + name);
        }
    }

    /** The library, read once for a process. */
    public static FunctionLibrary get() {
        return Holder.LIBRARY;
    }

    /** All functions, family by family. */
    public List<FunctionDeclaration> declarations() {
        return entries.stream().map(FunctionEntry::declaration).toList();
    }

    /** The names of the families, in the order of the documentation. */
    public static List<String> families() {
        return FAMILIES;
    }

    /** The function of a name or alias, in any case. */
    public Optional<FunctionDeclaration> find(String name) {
        return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT))).map(FunctionEntry::declaration);
    }

    /** What a name stands for in the texts of the library itself. */
    FunctionDeclaration installable(String name) {
        FunctionEntry helper = helpers.get(name);
        return (helper == null ? byName.get(name) : helper).declaration();
    }

    /** All names and aliases, in lower case. */
    public Collection<String> names() {
        return Set.copyOf(byName.keySet());
    }

    /** The names and aliases of those that compute one value of many rows. */
    public Set<String> aggregates() {
        Set<String> names = new HashSet<>();
        byName.forEach((name, entry) -> {
            if (entry.isAggregate()) {
                names.add(name);
            }
        });
        return names;
    }

    /** The functions of the library, and those in Java, that a text of DuckDB's calls. */
    public static List<String> mentioned(String text) {
        return MENTION.matcher(text)
                .results()
                .map(call -> call.group(1) == null ? call.group(2) : call.group(1))
                .distinct()
                .toList();
    }

    /** Whether a function takes arrays whole, whatever its signature, and never their elements one by one. */
    public boolean takesArrays(String name) {
        return find(name)
                .filter(function -> function.signatures().stream().allMatch(FunctionLibrary::takesArray))
                .isPresent();
    }

    private static boolean takesArray(String signature) {
        int arrow = signature.lastIndexOf(") ->");
        return signature.substring(0, arrow).contains("[]");
    }

    static boolean takesLambdas(String builtin) {
        return LAMBDAS.contains(builtin.toLowerCase(Locale.ROOT));
    }

    private static final class Holder {
        static final FunctionLibrary LIBRARY = new FunctionLibrary(all());

        private static List<FunctionEntry> all() {
            List<FunctionEntry> all = new ArrayList<>();
            FAMILIES.forEach(family -> all.addAll(FunctionEntry.of(family)));
            return all;
        }
    }
}
