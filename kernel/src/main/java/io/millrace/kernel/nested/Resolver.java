package io.millrace.kernel.nested;

import io.millrace.kernel.nested.Core.Source;
import io.millrace.kernel.nested.Found.Mention;
import io.millrace.kernel.nested.Step.Field;
import io.millrace.kernel.select.NameDefaults;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says what the first names of a column stand for. */
final class Resolver {
    /**
     * A column, understood.
     *
     * @param path without catalog, schema and table
     * @param let that it names
     * @param letIndex of that among those of the SELECT
     * @param rootEnd the offset behind the name of the column
     * @param names where the names of the path stand
     * @param scope tells arrays of the same name apart
     */
    record Resolved(Path path, Optional<Let> let, int letIndex, int rootEnd, List<Span> names, String scope) {
        /** What tells the array before a step from others. */
        String array(int step) {
            return scope + path.array(step);
        }

        /** Where the field of a step stands. */
        int offset(int step) {
            long fields = path.steps().subList(0, step).stream()
                    .filter(before -> before != Step.EACH)
                    .count();
            return names.get((int) fields).from();
        }
    }

    private final NameDefaults defaults;

    Resolver(NameDefaults defaults) {
        this.defaults = defaults;
    }

    Resolved resolve(Mention mention, Env env) {
        int qualifiers = qualifiers(mention.path(), env.core().sources);
        Path path = mention.path().without(qualifiers);
        int rootEnd = mention.names().get(qualifiers).to();
        List<Span> names = mention.names().subList(qualifiers, mention.names().size());
        for (int i = env.lets() - 1; i >= 0; i--) {
            Let let = env.core().lets.get(i);
            Path target = target(let, env);
            boolean sees = qualifiers == 0 || !target.isPlain();
            if (sees && target.root().equalsIgnoreCase(path.root())) {
                return new Resolved(path, Optional.of(let), i, rootEnd, names, let.alias() + ".");
            }
        }
        boolean several = env.core().sources.size() > 1 && qualifiers > 0;
        String scope = several ? name(mention.path(), qualifiers - 1).toLowerCase(Locale.ROOT) + "." : "";
        return new Resolved(path, Optional.empty(), -1, rootEnd, names, scope);
    }

    /** Where a LET puts its value, without the table in front. */
    Path target(Let let, Env env) {
        Path written = let.target().path();
        return written.without(qualifiers(written, env.core().sources));
    }

    private int qualifiers(Path path, List<Source> sources) {
        for (Source source : sources) {
            List<String> full = source.isAlias() ? source.path() : full(source.path());
            int shortest = 1;
            for (int length = full.size(); length >= shortest; length--) {
                if (isPrefix(full.subList(full.size() - length, full.size()), path)) {
                    return length;
                }
            }
        }
        return 0;
    }

    private List<String> full(List<String> path) {
        return switch (path.size()) {
            case 1 -> List.of(defaults.catalog(), defaults.schema(), path.get(0));
            case 2 -> List.of(defaults.catalog(), path.get(0), path.get(1));
            default -> path;
        };
    }

    /** Whether a path begins with names of a table, and goes on. */
    private static boolean isPrefix(List<String> names, Path path) {
        if (path.steps().size() <= names.size() || path.isEach(names.size())) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            if (path.isEach(i) || !name(path, i).equalsIgnoreCase(names.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static String name(Path path, int step) {
        return ((Field) path.steps().get(step)).name();
    }
}
