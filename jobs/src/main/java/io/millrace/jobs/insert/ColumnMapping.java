package io.millrace.jobs.insert;

import io.millrace.jobs.insert.InsertSpec.MissingColumns;
import io.millrace.kernel.BoundSelect;
import io.millrace.kernel.OutputColumn;
import io.millrace.kernel.Projection;
import io.millrace.kernel.TargetColumn;
import io.millrace.lake.SystemColumns;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Suggestions;
import io.millrace.sql.tree.ColumnPath;
import io.millrace.sql.tree.JobBody.Insert;
import io.millrace.sql.tree.JobBody.Mapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/** Which result column of an insert job's query lands in which column of its target. */
public final class ColumnMapping {
    private ColumnMapping() {}

    /**
     * The query's result as rows of the target.
     *
     * @throws MillraceException at the item: MISSING_ALIAS, COLUMN_NOT_FOUND, DUPLICATE_COLUMN, TYPE_MISMATCH
     */
    public static Projection project(InsertSpec spec, BoundSelect bound, Schema target) {
        return Projection.into(bound, targets(spec, bound, target));
    }

    /**
     * The columns that are written, without looking whether the values fit.
     *
     * @throws MillraceException as {@link #project} but for TYPE_MISMATCH; INVALID_TARGET when the query lacks a column of
     *     the target's key
     */
    public static List<TargetColumn> targets(InsertSpec spec, BoundSelect bound, Schema target) {
        Mapping mapping = spec.body().mapping();
        List<TargetColumn> columns = mapping instanceof Mapping.ByPosition
                ? byPosition(spec.body(), bound, target)
                : byName(spec, bound, target, mapping instanceof Mapping.ByName byName ? byName.except() : List.of());
        requireKey(spec, columns, target);
        return columns;
    }

    private static void requireKey(InsertSpec spec, List<TargetColumn> columns, Schema target) {
        for (NestedField key : spec.keyed().key().columns(target)) {
            if (columns.stream().noneMatch(column -> column.name().equals(key.name()))) {
                throw new MillraceException(
                                ErrorCode.INVALID_TARGET,
                                spec.body().query().location(),
                                "Cannot replace rows of %s by their key: the query has no %s"
                                        .formatted(spec.body().target(), key.name()))
                        .withHint("add " + key.name() + " to the SELECT; it is in the PRIMARY KEY of the target");
            }
        }
    }

    private static List<TargetColumn> byName(InsertSpec spec, BoundSelect bound, Schema target, List<ColumnPath> left) {
        Set<String> except = new HashSet<>();
        left.forEach(column -> except.add(lower(name(column))));
        Set<String> taken = new HashSet<>();
        List<TargetColumn> columns = new ArrayList<>();
        for (int i = 0; i < bound.columns().size(); i++) {
            OutputColumn output = bound.columns().get(i);
            if (InsertQuery.isCarried(output.name()) || InsertedValues.isHidden(output.name())) {
                continue;
            }
            if (!output.isNamed()) {
                throw new MillraceException(
                                ErrorCode.MISSING_ALIAS,
                                output.location(),
                                "Cannot map an expression without a name: " + output.text())
                        .withHint("write " + output.text() + " AS column_name");
            }
            Optional<String> key = spec.body().mapping() instanceof Mapping.ByName
                    ? spec.keyed().merge().keyOf(output.name())
                    : Optional.empty();
            String name = key.orElse(output.name());
            if (key.isEmpty() && except.contains(lower(name))) {
                continue;
            }
            if (!taken.add(lower(name))) {
                throw new MillraceException(
                                ErrorCode.DUPLICATE_COLUMN,
                                output.location(),
                                "Cannot map two expressions to one column: " + name)
                        .withHint("give one of them another name with AS");
            }
            columns.add(target(spec, output, name, i, target));
        }
        return columns;
    }

    private static TargetColumn target(InsertSpec spec, OutputColumn output, String name, int index, Schema target) {
        NestedField field = target.caseInsensitiveFindField(name);
        if (field != null) {
            boolean grows = spec.missing() == MissingColumns.ADD && field.type().isNestedType();
            Type type = grows ? NestedWidening.widen(field.type(), output.icebergType()) : field.type();
            return new TargetColumn(index, field.name(), type);
        }
        if (spec.missing() == MissingColumns.ADD) {
            return new TargetColumn(index, name, output.icebergType());
        }
        throw new MillraceException(
                        ErrorCode.COLUMN_NOT_FOUND,
                        output.location(),
                        "Cannot find column of " + spec.body().target() + ": " + name)
                .withHint("set ADD_MISSING_COLUMNS = TRUE, or " + Suggestions.hint(name, names(target)));
    }

    private static List<TargetColumn> byPosition(Insert body, BoundSelect bound, Schema target) {
        List<String> names = body.columns().isEmpty()
                ? names(target)
                : body.columns().stream().map(ColumnMapping::name).toList();
        int[] outputs = IntStream.range(0, bound.columns().size())
                .filter(i -> !InsertQuery.isCarried(bound.columns().get(i).name()))
                .toArray();
        if (names.size() != outputs.length) {
            throw new MillraceException(
                            ErrorCode.INVALID_TARGET,
                            body.location(),
                            "Cannot insert %d columns into %d: %s"
                                    .formatted(outputs.length, names.size(), String.join(", ", names)))
                    .withHint("use MAP_COLUMNS_BY_NAME, or list as many columns as the query has");
        }
        List<TargetColumn> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            NestedField field = target.caseInsensitiveFindField(names.get(i));
            if (field == null) {
                throw new MillraceException(
                                ErrorCode.COLUMN_NOT_FOUND,
                                body.columns().get(i).location(),
                                "Cannot find column of " + body.target() + ": " + names.get(i))
                        .withHint(Suggestions.hint(names.get(i), names(target)));
            }
            columns.add(new TargetColumn(outputs[i], field.name(), field.type()));
        }
        return columns;
    }

    static List<String> names(Schema target) {
        return target.columns().stream()
                .map(NestedField::name)
                .filter(name -> !SystemColumns.isSystem(name))
                .toList();
    }

    /** A column of the target as the target writes its name. */
    static String named(String name, Schema target) {
        NestedField field = target.caseInsensitiveFindField(name);
        return field == null ? name : field.name();
    }

    static String name(ColumnPath path) {
        String last = path.parts().get(path.parts().size() - 1).name();
        boolean system = path.parts().get(0).toString().startsWith("$");
        return system ? "_" + last : last;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
