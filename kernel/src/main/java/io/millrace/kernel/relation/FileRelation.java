package io.millrace.kernel.relation;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import org.apache.iceberg.Schema;

/**
 * The rows of data files.
 *
 * <p>Top-level columns are found by field id, so that renames, promotions and columns that a file lacks are right.
 * Fields inside structs are found by name: see {@link NestedNames}, which tells whether a table's history allows that.
 *
 * @param schema the table's, at the snapshot that is read
 * @param files may be none
 * @param systemColumns names of columns that {@code *} does not show
 */
public record FileRelation(Schema schema, List<DataFileRef> files, Set<String> systemColumns) implements Relation {
    public FileRelation {
        requireNonNull(schema, "schema is null");
        files = List.copyOf(files);
        systemColumns = Set.copyOf(systemColumns);
        if (files.stream().map(DataFileRef::seen).distinct().count() > 1) {
            throw new IllegalArgumentException("of some files other rows are to be seen than of others");
        }
    }

    /** The files that are not seen whole; a row of theirs is known by the index in here and its position. */
    public List<DataFileRef> filesWithPositions() {
        return files.stream().filter(file -> !file.isWhole()).toList();
    }

    /** A relation to bind against: the columns of a table and no rows. */
    public static FileRelation empty(Schema schema, Set<String> systemColumns) {
        return new FileRelation(schema, List.of(), systemColumns);
    }
}
