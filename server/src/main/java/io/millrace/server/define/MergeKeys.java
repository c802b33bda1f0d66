package io.millrace.server.define;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.tree.ColumnPath;
import io.millrace.sql.tree.Identifier;
import io.millrace.sql.tree.JobBody.EqualColumns;
import io.millrace.sql.tree.JobBody.Merge;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Types.NestedField;

/** Checks that ON compares the key of the target, each column with the one of the same name. */
final class MergeKeys {
    private final String target;
    private final Optional<String> source;

    private MergeKeys(Merge merge) {
        List<Identifier> parts = merge.target().parts();
        this.target = lower(merge.targetAlias().orElse(parts.get(parts.size() - 1)));
        this.source = merge.sourceAlias().map(MergeKeys::lower);
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
        Set<String> compared = merge.on().stream().map(keys::column).collect(Collectors.toCollection(HashSet::new));
        List<String> key = table.key().columns(table.schema()).stream()
                .map(NestedField::name)
                .toList();
        Set<String> wanted =
                key.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        if (!compared.equals(wanted)) {
            throw new MillraceException(
                            ErrorCode.INVALID_TARGET,
                            merge.on().get(0).left().location(),
                            "Cannot merge ON other columns than the key of " + table.name() + ": "
                                    + String.join(", ", compared))
                    .withHint("compare " + String.join(", ", key));
        }
    }

    /** The column that both sides name. */
    private String column(EqualColumns equal) {
        boolean inOrder = isTarget(equal.left()) && isSource(equal.right());
        boolean swapped = isTarget(equal.right()) && isSource(equal.left());
        String left = last(equal.left());
        if (inOrder == swapped || !left.equals(last(equal.right()))) {
            String from = source.orElse("source");
            throw new MillraceException(
                            ErrorCode.INVALID_TARGET,
                            equal.left().location(),
                            "Cannot merge ON anything but equal columns of one name: %s = %s"
                                    .formatted(equal.left(), equal.right()))
                    .withHint("write %s.%s = %s.%s; give the column of the query that name with AS"
                            .formatted(target, left, from, left));
        }
        return left;
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
