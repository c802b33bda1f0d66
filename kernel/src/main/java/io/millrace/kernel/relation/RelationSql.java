package io.millrace.kernel.relation;

import io.millrace.kernel.type.IcebergTypes;
import io.millrace.kernel.type.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Types.NestedField;

/** The SELECT that yields the rows of a relation: visible columns first, hidden ones after them. */
public final class RelationSql {
    private RelationSql() {}

    /** All columns of the relation, and no rows; touches no file. */
    public static String empty(Relation relation) {
        String columns = relation.schema().columns().stream()
                .map(field -> "CAST(NULL AS %s) AS %s"
                        .formatted(IcebergTypes.toDuck(field.type()).text(), SqlText.name(field.name())))
                .collect(Collectors.joining(", "));
        return ordered(relation, "(SELECT " + (columns.isEmpty() ? "1" : columns) + " WHERE false)");
    }

    /**
     * The rows of the files.
     *
     * @param positions a table of the rows that files tell: the index of a file in
     *     {@link FileRelation#filesWithPositions}, and the ordinal of a row in it
     */
    public static String files(FileRelation relation, String positions) {
        if (relation.files().isEmpty() || relation.schema().columns().isEmpty()) {
            return empty(relation);
        }
        List<DataFileRef> partly = relation.filesWithPositions();
        List<DataFileRef> whole = new ArrayList<>(relation.files());
        whole.removeAll(partly);
        if (partly.isEmpty()) {
            return ordered(relation, read(relation, whole, NestedField::name));
        }
        String kept = kept(relation, partly, positions);
        return ordered(
                relation,
                whole.isEmpty()
                        ? kept
                        : "(FROM " + read(relation, whole, NestedField::name) + " UNION ALL FROM " + kept + ")");
    }

    private static String read(FileRelation relation, List<DataFileRef> files, Function<NestedField, String> names) {
        String paths = files.stream()
                .map(file -> SqlText.literal(exactly(file.path())))
                .collect(Collectors.joining(", ", "[", "]"));
        String schema = relation.schema().columns().stream()
                .map(field -> column(field, names.apply(field)))
                .collect(Collectors.joining(", ", "MAP {", "}"));
        return "read_parquet(" + paths + ", hive_partitioning = false, schema = " + schema + ")";
    }

    /** Reads columns under names of their own, as theirs could hide what DuckDB tells of files. */
    private static String kept(FileRelation relation, List<DataFileRef> files, String positions) {
        Function<NestedField, String> plain = field -> "c" + field.fieldId();
        String columns = relation.schema().columns().stream()
                .map(field -> plain.apply(field) + " AS " + SqlText.name(field.name()))
                .collect(Collectors.joining(", "));
        String join = files.get(0).seen() == DataFileRef.Seen.OTHERS ? "ANTI" : "SEMI";
        return "(SELECT %s FROM %s AS r %s JOIN %s AS d ON r.file_index = d.file AND r.file_row_number = d.position)"
                .formatted(columns, read(relation, files, plain), join, SqlText.name(positions));
    }

    /**
     * The rows of a materialized view.
     *
     * @param deleted as for {@link #files}
     */
    public static String view(QueryRelation relation, String deleted) {
        return relation.schema().columns().isEmpty()
                ? empty(relation)
                : ordered(
                        relation,
                        "(" + relation.reading().sql(relation.recipe(), files(relation.states(), deleted)) + ")");
    }

    /** The rows of a table that holds the columns of the relation by name, in any order, perhaps not all of them. */
    public static String table(BatchRelation relation, String table, Set<String> present) {
        String columns = relation.schema().columns().stream()
                .map(field -> (present.contains(field.name())
                                ? "CAST(%s AS %s)"
                                        .formatted(
                                                SqlText.name(field.name()),
                                                IcebergTypes.toDuck(field.type())
                                                        .text())
                                : "CAST(NULL AS "
                                        + IcebergTypes.toDuck(field.type()).text() + ")")
                        + " AS "
                        + SqlText.name(field.name()))
                .collect(Collectors.joining(", "));
        return ordered(relation, "(SELECT " + columns + " FROM " + SqlText.name(table) + ")");
    }

    /** The rows of a result that is kept. */
    public static String stored(StoredRelation relation) {
        String columns = relation.schema().columns().stream()
                .map(field -> "CAST(%s AS %s) AS %s"
                        .formatted(
                                relation.expressions().get(field.name()),
                                IcebergTypes.toDuck(field.type()).text(),
                                SqlText.name(field.name())))
                .collect(Collectors.joining(", "));
        return "SELECT " + columns + " FROM " + SqlText.name(relation.table());
    }

    /** A path that DuckDB takes as it is: {@code *}, {@code ?} and brackets would match other files. */
    private static String exactly(String path) {
        StringBuilder result = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            result.append(c == '*' || c == '?' || c == '[' ? "[" + c + "]" : String.valueOf(c));
        }
        return result.toString();
    }

    private static String column(NestedField field, String name) {
        return "%d: {name: %s, type: %s, default_value: NULL}"
                .formatted(
                        field.fieldId(),
                        SqlText.literal(name),
                        SqlText.literal(IcebergTypes.toDuck(field.type()).text()));
    }

    private static String ordered(Relation relation, String source) {
        Set<String> hidden = Set.copyOf(relation.hiddenColumns());
        List<String> names =
                relation.schema().columns().stream().map(NestedField::name).toList();
        StringBuilder sql = new StringBuilder("SELECT ");
        names.stream().filter(name -> !hidden.contains(name)).forEach(name -> append(sql, name));
        names.stream().filter(hidden::contains).forEach(name -> append(sql, name));
        if (relation.derivesEventDate()) {
            sql.append("CAST(")
                    .append(Relation.EVENT_TIME)
                    .append(" AS DATE) AS ")
                    .append(Relation.EVENT_DATE)
                    .append(", ");
        }
        if (relation.derivesSourceOrder()) {
            sql.append(SourceOrder.sql(relation.schema()))
                    .append(" AS ")
                    .append(Relation.SOURCE_ORDER)
                    .append(", ");
        }
        if (names.isEmpty()) {
            sql.append("NULL AS \"no columns yet\", ");
        }
        sql.setLength(sql.length() - 2);
        return sql.append(" FROM ").append(source).toString();
    }

    private static void append(StringBuilder sql, String name) {
        sql.append(SqlText.name(name)).append(", ");
    }
}
