package io.millrace.kernel.select;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The names that a part of a query can see. */
final class Scope {
    /** No table of the lake: a subquery, a CTE, a function. */
    static final int DERIVED = -1;

    /**
     * An entry of FROM.
     *
     * @param alias by which columns are qualified
     * @param table the index of the {@link TableUse}, or {@link #DERIVED}
     * @param path the full name if the table has no alias of its own, else empty
     */
    record Source(String alias, int table, List<String> path) {}

    private final Optional<Scope> outer;
    private final Set<String> ctes;
    private final Set<String> parameters = new HashSet<>();
    private final List<Source> sources = new ArrayList<>();

    Scope(Optional<Scope> outer) {
        this.outer = outer;
        this.ctes = outer.map(scope -> new HashSet<>(scope.ctes)).orElseGet(HashSet::new);
    }

    void addCte(String name) {
        ctes.add(name.toLowerCase(Locale.ROOT));
    }

    boolean isCte(String name) {
        return ctes.contains(name.toLowerCase(Locale.ROOT));
    }

    /** A name that a lambda binds is no column inside it. */
    void addParameter(String name) {
        parameters.add(name.toLowerCase(Locale.ROOT));
    }

    boolean isParameter(String name) {
        return parameters.contains(name.toLowerCase(Locale.ROOT))
                || outer.map(scope -> scope.isParameter(name)).orElse(false);
    }

    void add(Source source) {
        sources.add(source);
    }

    List<Source> sources() {
        return sources;
    }

    Optional<Source> find(String alias) {
        for (Source source : sources) {
            if (source.alias().equalsIgnoreCase(alias)) {
                return Optional.of(source);
            }
        }
        return outer.flatMap(scope -> scope.find(alias));
    }

    /** How many leading parts of a column's name are the catalog and schema of a table in sight. */
    int qualifiers(List<String> names) {
        for (Source source : sources) {
            for (int length = source.path().size(); length > 1; length--) {
                List<String> path = source.path()
                        .subList(source.path().size() - length, source.path().size());
                if (names.size() > length && startsWith(names, path)) {
                    return length - 1;
                }
            }
        }
        return outer.map(scope -> scope.qualifiers(names)).orElse(0);
    }

    private static boolean startsWith(List<String> names, List<String> path) {
        for (int i = 0; i < path.size(); i++) {
            if (!names.get(i).equalsIgnoreCase(path.get(i))) {
                return false;
            }
        }
        return true;
    }
}
