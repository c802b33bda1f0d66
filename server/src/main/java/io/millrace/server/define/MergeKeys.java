package io.millrace.server.define;

import io.millrace.jobs.insert.MergeRules;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.tree.ColumnPath;
import io.millrace.sql.tree.Identifier;
import io.millrace.sql.tree.JobBody.EqualColumns;
import io.millrace.sql.tree.JobBody.Mapping;
import io.millrace.sql.tree.JobBody.Merge;
import io.millrace.sql.tree.SqlText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Types.NestedField;

/** Checks that ON compares the key of the target, each column with one of the query. */
final class MergeKeys {
    private final Merge merge;
    private final String target;
    private final Optional<String> source;

    /** Names of columns, in lower case. */
    private record Pair(String target, String source) {}

    private MergeKeys(Merge merge) {
        this.merge = merge;
        List<Identifier> parts = merge.target().parts();
        this.target = lower(merge.targetAlias().orElse(parts.get(parts.size() - 1)));
        this.source = merge.sourceAlias().map(MergeKeys::lower);
    }

    /** What the statement says of rows; throws INVALID_TARGET where ON compares anything but columns. */
    static MergeRules rules(Merge merge) {
        MergeKeys keys = new MergeKeys(merge);
        Map<String, String> renamed = new HashMap<>();
        for (Pair pair : keys.pairs()) {
            if (!pair.target().equals(pair.source())) {
                renamed.put(pair.source(), pair.target());
            }
        }
        return new MergeRules(
                keys.target,
                merge.sourceAlias().map(Identifier::name).orElse(MergeRules.NONE.source()),
                renamed,
                merge.whens().stream()
                        .map(when -> new MergeRules.Rule(
                                when.effect(), when.condition().orElse(SqlText.of("", when.location()))))
                        .toList());
    }

    static void require(Merge merge, Definitions.Table table) {
        if (!table.key().exists()) {
            throw new MillraceException(
                            ErrorCode.INVALID_TARGET,
                            merge.target().location(),
                            "Cannot merge into a table without PRIMARY KEY: " + table.name())
                    .withHint("create the table with PRIMARY KEY, or INSERT INTO it");
        }
        MergeKeys keys = new MergeKeys(merge);
        List<Pair> pairs = keys.pairs();
        Set<String> compared = pairs.stream().map(Pair::target).collect(Collectors.toCollection(HashSet::new));
        List<String> key = table.key().columns(table.schema()).stream()
                .map(NestedField::name)
                .toList();
        Set<String> wanted =
                key.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        if (!compared.equals(wanted) || pairs.size() != compared.size()) {
            throw new MillraceException(
                            ErrorCode.INVALID_TARGET,
                            merge.on().get(0).left().location(),
                            "Cannot merge ON other columns than the key of " + table.name() + ": "
                                    + pairs.stream().map(Pair::target).collect(Collectors.joining(", ")))
                    .withHint("compare " + String.join(", ", key) + ", each once");
        }
        if (merge.insert().mapping() instanceof Mapping.Values values) {
            pairs.forEach(pair -> keys.requireKey(values, pair));
        }
    }

    /** What is inserted has the key that ON compares. */
    private void requireKey(Mapping.Values values, Pair pair) {
        for (int i = 0; i < values.columns().size(); i++) {
            SqlText value = values.values().get(i);
            boolean key = last(values.columns().get(i)).equals(pair.target());
            String written = value.sql().strip().replace("\"", "").toLowerCase(Locale.ROOT);
            String qualified = source.map(alias -> alias + ".").orElse("") + pair.source();
            if (key && !written.equals(qualified) && !written.equals(pair.source())) {
                throw new MillraceException(
                                ErrorCode.INVALID_TARGET,
                                value.location(),
                                "Cannot insert another key than ON compares: %s = %s"
                                        .formatted(values.columns().get(i), value.sql()))
                        .withHint("write " + qualified + ", or leave the column out: it is filled from there");
            }
        }
    }

    private List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        merge.on().forEach(equal -> pairs.add(pair(equal)));
        return pairs;
    }

    private Pair pair(EqualColumns equal) {
        boolean inOrder = isTarget(equal.left()) && isSource(equal.right());
        boolean swapped = isTarget(equal.right()) && isSource(equal.left());
        if (inOrder == swapped) {
            throw new MillraceException(
                            ErrorCode.INVALID_TARGET,
                            equal.left().location(),
                            "Cannot merge ON anything but a column of the target and one of the query: %s = %s"
                                    .formatted(equal.left(), equal.right()))
                    .withHint("write %s.%s = %s.%s; what is computed gets a name in the query with AS"
                            .formatted(target, last(equal.left()), source.orElse("source"), last(equal.right())));
        }
        return inOrder
                ? new Pair(last(equal.left()), last(equal.right()))
                : new Pair(last(equal.right()), last(equal.left()));
    }

    private boolean isTarget(ColumnPath path) {
        return path.parts().size() == 2 && lower(path.root()).equals(target);
    }

    private boolean isSource(ColumnPath path) {
        return source.isEmpty()
                ? path.parts().size() == 1
                : path.parts().size() == 2 && lower(path.root()).equals(source.get());
    }

    private static String last(ColumnPath path) {
        return Names.column(path.parts().get(path.parts().size() - 1)).toLowerCase(Locale.ROOT);
    }

    private static String lower(Identifier name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
