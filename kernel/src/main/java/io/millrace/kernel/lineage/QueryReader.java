package io.millrace.kernel.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.kernel.lineage.Names.Column;
import io.millrace.kernel.lineage.Names.Source;
import io.millrace.kernel.lineage.Value.Either;
import io.millrace.kernel.relation.Relation;
import io.millrace.kernel.select.Ast;
import io.millrace.kernel.select.SelectTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads queries: SELECT, set operations, recursion. */
final class QueryReader {
    private static final int ROUNDS = 8;

    private final SelectTree tree;
    private final Expressions expressions;
    private final FromReader from;
    private final ListReader lists;
    private final FilterReader filters;

    QueryReader(SelectTree tree, List<Relation> relations, Set<String> aggregates) {
        this.tree = tree;
        this.expressions = new Expressions(tree, aggregates, this);
        this.filters = new FilterReader(tree, expressions);
        this.from = new FromReader(tree, relations, this, expressions, filters);
        this.lists = new ListReader(tree, expressions);
    }

    /** @param names of the result, which tell what patterns such as {@code COLUMNS('a.*')} stand for */
    QueryRows top(List<String> names) {
        lists.expect(names);
        return query(tree.root(), Optional.empty());
    }

    QueryRows query(JsonNode node, Optional<Names> outer) {
        Names names = new Names(outer);
        for (JsonNode entry : node.path("cte_map").path("map")) {
            cte(entry, names);
        }
        return switch (node.path("type").asText()) {
            case "SELECT_NODE" -> select(node, names);
            case "SET_OPERATION_NODE" -> operation(node, names);
            default -> throw new NotUnderstood(node.path("type").asText());
        };
    }

    private void cte(JsonNode entry, Names names) {
        String name = entry.path("key").asText();
        JsonNode value = entry.path("value");
        JsonNode query = value.path("query_node");
        List<String> aliases = FromReader.texts(value.path("aliases"));
        QueryRows rows = Ast.isType(query, "RECURSIVE_CTE_NODE")
                ? recursive(name, aliases, query, names)
                : query(query, Optional.of(names));
        names.cte(name, new QueryRows(FromReader.renamed(rows.columns(), aliases), rows.filters()));
    }

    /** What a round adds comes from the columns of the one before, until nothing is added. */
    private QueryRows recursive(String name, List<String> aliases, JsonNode node, Names names) {
        QueryRows rows = query(node.path("left"), Optional.of(names));
        for (int round = 0; round < ROUNDS; round++) {
            Names inner = new Names(Optional.of(names));
            inner.cte(name, new QueryRows(FromReader.renamed(rows.columns(), aliases), rows.filters()));
            QueryRows next = union(List.of(rows, query(node.path("right"), Optional.of(inner))));
            boolean settled = settled(rows, next);
            rows = next;
            if (settled) {
                break;
            }
        }
        return rows;
    }

    private static boolean settled(QueryRows before, QueryRows after) {
        for (int i = 0; i < before.columns().size(); i++) {
            Set<Ref> known = Set.copyOf(before.columns().get(i).value().refs());
            if (!known.containsAll(after.columns().get(i).value().refs())) {
                return false;
            }
        }
        return true;
    }

    private QueryRows operation(JsonNode node, Names names) {
        List<QueryRows> parts = new ArrayList<>();
        node.path("children").forEach(child -> parts.add(query(child, Optional.of(names))));
        if (parts.isEmpty()) {
            parts.add(query(node.path("left"), Optional.of(names)));
            parts.add(query(node.path("right"), Optional.of(names)));
        }
        QueryRows rows = switch (node.path("setop_type").asText()) {
            case "UNION" -> union(parts);
            case "UNION_BY_NAME" -> unionByName(parts);
            case "EXCEPT", "INTERSECT" -> compared(parts);
            default -> throw new NotUnderstood(node.path("setop_type").asText());
        };
        Names ordered = new Names(Optional.of(names));
        ordered.add(new Source(List.of(), rows.columns()));
        List<Ref> all = new ArrayList<>(rows.filters());
        all.addAll(filters.modifiers(node, ordered, rows.columns()));
        return new QueryRows(rows.columns(), all);
    }

    private static QueryRows union(List<QueryRows> parts) {
        List<Column> columns = new ArrayList<>();
        List<Ref> filters = new ArrayList<>();
        parts.forEach(part -> filters.addAll(part.filters()));
        int count = parts.get(0).columns().size();
        for (int i = 0; i < count; i++) {
            List<Value> values = new ArrayList<>();
            for (QueryRows part : parts) {
                if (part.columns().size() != count) {
                    throw new NotUnderstood("UNION");
                }
                values.add(part.columns().get(i).value());
            }
            columns.add(Column.of(parts.get(0).columns().get(i).name(), new Either(values)));
        }
        return new QueryRows(columns, filters);
    }

    private static QueryRows unionByName(List<QueryRows> parts) {
        Map<String, List<Column>> byName = new LinkedHashMap<>();
        List<Ref> filters = new ArrayList<>();
        for (QueryRows part : parts) {
            filters.addAll(part.filters());
            part.columns()
                    .forEach(column -> byName.computeIfAbsent(
                                    column.name().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                            .add(column));
        }
        List<Column> columns = new ArrayList<>();
        byName.values()
                .forEach(same -> columns.add(Column.of(
                        same.get(0).name(),
                        new Either(same.stream().map(Column::value).toList()))));
        return new QueryRows(columns, filters);
    }

    /** EXCEPT and INTERSECT: the rows of the first, chosen by those of the others. */
    private static QueryRows compared(List<QueryRows> parts) {
        List<Ref> filters = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            filters.addAll(parts.get(i).filters());
            for (Column column : i == 0 ? List.<Column>of() : parts.get(i).columns()) {
                column.value().refs().stream()
                        .filter(ref -> ref.field().isPresent())
                        .map(ref -> ref.input(Derivation.FILTER, column.name()))
                        .forEach(filters::add);
            }
        }
        return new QueryRows(parts.get(0).columns(), filters);
    }

    private QueryRows select(JsonNode node, Names names) {
        List<Ref> all = new ArrayList<>();
        from.read(node.path("from_table"), names, all);
        List<Column> columns = lists.read(node, names);
        all.addAll(filters.select(node, names, columns));
        return new QueryRows(columns, all);
    }
}
