package io.millrace.kernel.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.kernel.lineage.Names.Column;
import io.millrace.kernel.lineage.Names.Source;
import io.millrace.kernel.lineage.Value.Either;
import io.millrace.kernel.lineage.Value.Leaf;
import io.millrace.kernel.relation.Relation;
import io.millrace.kernel.relation.WindowRelation;
import io.millrace.kernel.select.Ast;
import io.millrace.kernel.select.SelectTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.types.Types.NestedField;

/** Reads FROM. */
final class FromReader {
    private final SelectTree tree;
    private final List<Relation> relations;
    private final QueryReader queries;
    private final Expressions expressions;
    private final FilterReader filters;

    FromReader(
            SelectTree tree,
            List<Relation> relations,
            QueryReader queries,
            Expressions expressions,
            FilterReader filters) {
        this.tree = tree;
        this.relations = relations;
        this.queries = queries;
        this.expressions = expressions;
        this.filters = filters;
    }

    /** Adds to the names what stands in FROM, and to the filters what its joins and queries are filtered by. */
    void read(JsonNode ref, Names names, List<Ref> all) {
        switch (ref.path("type").asText()) {
            case "EMPTY" -> {}
            case "BASE_TABLE" -> names.add(table(ref, names, all));
            case "JOIN" -> join(ref, names, all);
            case "SUBQUERY" -> {
                QueryRows rows = queries.query(ref.path("subquery").path("node"), Optional.of(names));
                all.addAll(rows.filters());
                names.add(derived(ref, rows.columns()));
            }
            case "TABLE_FUNCTION" -> names.add(function(ref, names));
            case "EXPRESSION_LIST" -> names.add(values(ref, names));
            default -> throw new NotUnderstood(ref.path("type").asText());
        }
    }

    private Source table(JsonNode ref, Names names, List<Ref> all) {
        String alias = ref.path("alias").asText();
        List<String> path = texts(ref.path("qualified_name").path("path"));
        if (tree.table(ref).isEmpty()) {
            String name = path.get(path.size() - 1);
            QueryRows rows = names.findCte(name).orElseThrow(() -> new NotUnderstood(name));
            all.addAll(rows.filters());
            return new Source(List.of(alias.isEmpty() ? name : alias), aliased(ref, rows.columns()));
        }
        int index = tree.table(ref).getAsInt();
        List<Column> columns = aliased(ref, columns(index));
        return new Source(alias.isEmpty() ? path : List.of(alias), columns);
    }

    private List<Column> columns(int index) {
        Relation relation = relations.get(index);
        if (relation instanceof WindowRelation windowed) {
            return windowed(index, windowed);
        }
        return columns(index, relation);
    }

    /** The bounds of windows come from the event times of their rows. */
    private static List<Column> windowed(int index, WindowRelation relation) {
        List<Column> columns = new ArrayList<>(columns(index, relation.rows()));
        columns.removeIf(column -> relation.ownColumns().contains(column.name().toLowerCase(Locale.ROOT)));
        Value time = Leaf.of(
                Ref.identity(Followed.column(index, relation.rows().schema().findField(Relation.EVENT_TIME))));
        for (String name : relation.ownColumns()) {
            columns.add(new Column(name, Value.of(List.of(time), Derivation.EXPRESSION, name), true));
        }
        return columns;
    }

    private static List<Column> columns(int index, Relation relation) {
        Set<String> hidden = Set.copyOf(relation.hiddenColumns());
        List<Column> columns = new ArrayList<>();
        for (NestedField field : relation.schema().columns()) {
            Value value = Leaf.of(Ref.identity(Followed.column(index, field)));
            columns.add(new Column(field.name(), value, hidden.contains(field.name())));
        }
        if (relation.derivesEventDate()) {
            Value time = Leaf.of(
                    Ref.identity(Followed.column(index, relation.schema().findField(Relation.EVENT_TIME))));
            columns.add(new Column(
                    Relation.EVENT_DATE, Value.of(List.of(time), Derivation.EXPRESSION, "$event_date"), true));
        }
        if (relation.derivesSourceOrder()) {
            columns.add(new Column(Relation.SOURCE_ORDER, Value.none("$source_order"), true));
        }
        return columns;
    }

    private Source derived(JsonNode ref, List<Column> columns) {
        String alias = ref.path("alias").asText();
        return new Source(alias.isEmpty() ? List.of() : List.of(alias), aliased(ref, distinct(columns)));
    }

    private Source function(JsonNode ref, Names names) {
        JsonNode call = ref.path("function");
        String name = Ast.function(call).toLowerCase(Locale.ROOT);
        String alias = ref.path("alias").asText();
        Value value = expressions.value(call, names);
        Source source = derived(ref, List.of(Column.of(name, value)));
        return alias.isEmpty() ? new Source(List.of(name), source.columns()) : source;
    }

    private Source values(JsonNode ref, Names names) {
        List<List<Value>> columns = new ArrayList<>();
        for (JsonNode row : ref.path("values")) {
            for (int i = 0; i < row.size(); i++) {
                if (columns.size() == i) {
                    columns.add(new ArrayList<>());
                }
                columns.get(i).add(expressions.value(row.get(i), names));
            }
        }
        List<Column> made = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            made.add(Column.of("col" + i, new Either(columns.get(i))));
        }
        return derived(ref, made);
    }

    private void join(JsonNode ref, Names names, List<Ref> all) {
        read(ref.path("left"), names, all);
        int middle = names.sources().size();
        Set<String> left = visible(names.sources());
        read(ref.path("right"), names, all);
        List<Source> right = names.sources().subList(middle, names.sources().size());
        List<String> using = texts(ref.path("using_columns"));
        if (ref.path("ref_type").asText().equals("NATURAL")) {
            using = visible(right).stream().filter(left::contains).toList();
        }
        for (String name : using) {
            merge(name, ref.path("join_type").asText(), names, middle, all);
        }
        filters.condition(ref.path("condition"), names, all);
        if (Set.of("SEMI", "ANTI").contains(ref.path("join_type").asText())) {
            right.clear();
        }
    }

    /** A column of USING is that of the side whose rows are all there. */
    private static void merge(String name, String type, Names names, int middle, List<Ref> all) {
        Value first = names.merged(name).orElseGet(() -> find(names.sources().subList(0, middle), name));
        Value second = find(names.sources().subList(middle, names.sources().size()), name);
        for (Value side : List.of(first, second)) {
            side.refs().stream()
                    .filter(ref -> ref.field().isPresent())
                    .map(ref -> ref.input(Derivation.FILTER, "USING (" + name + ")"))
                    .forEach(all::add);
        }
        Value value = switch (type) {
            case "RIGHT" -> second;
            case "OUTER", "FULL" -> new Either(List.of(first, second)).by(Derivation.EXPRESSION, name);
            default -> first;
        };
        names.merge(name, value, middle);
    }

    private static Value find(List<Source> sources, String name) {
        return sources.stream()
                .flatMap(source -> source.find(name).stream())
                .findFirst()
                .orElseThrow(() -> new NotUnderstood(name));
    }

    private static Set<String> visible(List<Source> sources) {
        Set<String> names = new LinkedHashSet<>();
        sources.forEach(source -> source.columns().stream()
                .filter(column -> !column.hidden())
                .forEach(column -> names.add(column.name().toLowerCase(Locale.ROOT))));
        return names;
    }

    private static List<Column> aliased(JsonNode ref, List<Column> columns) {
        return renamed(columns, texts(ref.path("column_name_alias")));
    }

    static List<Column> renamed(List<Column> columns, List<String> names) {
        List<Column> renamed = new ArrayList<>(columns);
        for (int i = 0; i < Math.min(names.size(), columns.size()); i++) {
            renamed.set(
                    i,
                    new Column(
                            names.get(i), columns.get(i).value(), columns.get(i).hidden()));
        }
        return renamed;
    }

    /** A second column of the same name gets a number, as DuckDB does it. */
    private static List<Column> distinct(List<Column> columns) {
        Set<String> taken = new HashSet<>();
        List<Column> distinct = new ArrayList<>();
        for (Column column : columns) {
            String name = column.name();
            for (int i = 1; !name.isEmpty() && !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
                name = column.name() + "_" + i;
            }
            distinct.add(new Column(name, column.value(), column.hidden()));
        }
        return distinct;
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
