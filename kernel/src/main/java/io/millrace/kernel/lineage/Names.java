package io.millrace.kernel.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.kernel.lineage.Value.Struct;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The names that a part of a query can see, and what they stand for. */
final class Names {
    /** A column of something in FROM, or of a result. */
    record Column(String name, Value value, boolean hidden) {
        static Column of(String name, Value value) {
            return new Column(name, value, false);
        }
    }

    /**
     * Something in FROM.
     *
     * @param path by which its columns are qualified: an alias, or catalog, schema and table
     */
    record Source(List<String> path, List<Column> columns) {
        Source {
            path = List.copyOf(path);
            columns = List.copyOf(columns);
        }

        String alias() {
            return path.isEmpty() ? "" : path.get(path.size() - 1);
        }

        Optional<Value> find(String name) {
            return columns.stream()
                    .filter(column -> column.name().equalsIgnoreCase(name))
                    .findFirst()
                    .map(Column::value);
        }
    }

    private final Optional<Names> outer;
    private final Map<String, QueryRows> ctes = new LinkedHashMap<>();
    private final Map<String, Value> parameters = new LinkedHashMap<>();
    private final Map<String, Value> merged = new LinkedHashMap<>();
    private final IdentityHashMap<Source, Set<String>> mergedAway = new IdentityHashMap<>();
    private final List<Source> sources = new ArrayList<>();
    private final Map<String, JsonNode> aliases = new LinkedHashMap<>();
    private final Set<String> underWay = new HashSet<>();
    private Function<JsonNode, Value> ofAlias = item -> {
        throw new NotUnderstood("alias");
    };

    Names(Optional<Names> outer) {
        this.outer = outer;
    }

    void cte(String name, QueryRows rows) {
        ctes.put(key(name), rows);
    }

    Optional<QueryRows> findCte(String name) {
        return Optional.ofNullable(ctes.get(key(name))).or(() -> outer.flatMap(names -> names.findCte(name)));
    }

    void parameter(String name, Value value) {
        parameters.put(key(name), value);
    }

    /** A column that USING makes of several, the last of which stands in a source from {@code middle} on. */
    void merge(String name, Value value, int middle) {
        merged.put(key(name), value);
        sources.stream()
                .skip(middle)
                .filter(source -> source.find(name).isPresent())
                .findFirst()
                .ifPresent(source -> mergedAway
                        .computeIfAbsent(source, any -> new HashSet<>())
                        .add(key(name)));
    }

    /** Whether {@code *} leaves a column out as another one has been made of it. */
    boolean isMergedAway(Source source, String name) {
        return mergedAway.getOrDefault(source, Set.of()).contains(key(name));
    }

    Optional<Value> merged(String name) {
        return Optional.ofNullable(merged.get(key(name)));
    }

    void add(Source source) {
        sources.add(source);
    }

    List<Source> sources() {
        return sources;
    }

    /** Lets items of the SELECT list be used by their aliases. */
    void aliases(Map<String, JsonNode> items, Function<JsonNode, Value> value) {
        items.forEach((name, item) -> aliases.put(key(name), item));
        ofAlias = value;
    }

    /** The source with an alias. */
    Source source(String alias) {
        return sources.stream()
                .filter(source -> source.alias().equalsIgnoreCase(alias))
                .findFirst()
                .or(() -> outer.map(names -> names.source(alias)))
                .orElseThrow(() -> new NotUnderstood(alias));
    }

    /** What a path of names stands for. */
    Value resolve(List<String> path) {
        return find(path).orElseThrow(() -> new NotUnderstood(String.join(".", path)));
    }

    private Optional<Value> find(List<String> path) {
        String first = path.get(0);
        Optional<Value> parameter = Optional.ofNullable(parameters.get(key(first)));
        if (parameter.isPresent()) {
            return parameter.map(value -> inside(value, path, 1));
        }
        return qualified(path)
                .or(() -> merged(first).map(value -> inside(value, path, 1)))
                .or(() -> sources.stream()
                        .flatMap(source -> source.find(first).stream())
                        .findFirst()
                        .map(value -> inside(value, path, 1)))
                .or(() -> path.size() == 1 ? whole(first) : Optional.empty())
                .or(() -> alias(first).map(value -> inside(value, path, 1)))
                .or(() -> outer.flatMap(names -> names.find(path)));
    }

    private Optional<Value> qualified(List<String> path) {
        for (Source source : sources) {
            List<String> full = source.path();
            for (int length = Math.min(full.size(), path.size() - 1); length > 0; length--) {
                if (matches(full.subList(full.size() - length, full.size()), path)) {
                    int at = length;
                    Optional<Value> column = source.find(path.get(at));
                    if (column.isPresent()) {
                        return column.map(value -> inside(value, path, at + 1));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean matches(List<String> names, List<String> path) {
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).equalsIgnoreCase(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A table as a record of its columns. */
    private Optional<Value> whole(String alias) {
        return sources.stream()
                .filter(source -> source.alias().equalsIgnoreCase(alias))
                .findFirst()
                .map(source -> {
                    Map<String, Value> fields = new LinkedHashMap<>();
                    source.columns().stream()
                            .filter(column -> !column.hidden())
                            .forEach(column -> fields.putIfAbsent(column.name(), column.value()));
                    return new Struct(fields, Optional.empty());
                });
    }

    private Optional<Value> alias(String name) {
        JsonNode item = aliases.get(key(name));
        if (item == null) {
            return Optional.empty();
        }
        if (!underWay.add(key(name))) {
            throw new NotUnderstood(name);
        }
        try {
            return Optional.of(ofAlias.apply(item));
        } finally {
            underWay.remove(key(name));
        }
    }

    private static Value inside(Value value, List<String> path, int from) {
        Value result = value;
        for (int i = from; i < path.size(); i++) {
            result = result.field(path.get(i));
        }
        return result;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
