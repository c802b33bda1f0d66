package io.millrace.kernel.lineage;

import io.millrace.kernel.type.SqlText;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/** A field of a table, found by going into records and arrays. */
record Followed(int table, String path, Type type) {
    static Followed column(int table, NestedField column) {
        return new Followed(table, SqlText.nameIfNeeded(column.name()), column.type());
    }

    /** The field of a record; nothing if it is none. */
    Optional<Followed> field(String name) {
        if (!type.isStructType()) {
            return Optional.empty();
        }
        return Optional.ofNullable(type.asStructType().caseInsensitiveField(name))
                .map(field -> new Followed(table, path + "." + SqlText.nameIfNeeded(field.name()), field.type()));
    }

    /** The names of the fields of a record; none if it is none. */
    List<String> fieldNames() {
        return type.isStructType()
                ? type.asStructType().fields().stream().map(NestedField::name).toList()
                : List.of();
    }

    /** The elements of an array; nothing if it is none. */
    Optional<Followed> element() {
        return type.isListType()
                ? Optional.of(new Followed(table, path + "[]", type.asListType().elementType()))
                : Optional.empty();
    }

    /** Whether this is all of another field, or that field itself. */
    boolean holds(Followed other) {
        return table == other.table
                && other.path.startsWith(path)
                && (other.path.length() == path.length() || ".[".indexOf(other.path.charAt(path.length())) >= 0);
    }
}
