package io.millrace.lake.keys;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.schema.Kinds;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The columns by which the rows of a table replace each other, as properties of the table say.
 *
 * @param fieldIds of top-level columns of scalar types, in order
 * @param uniqueness where a key occurs once
 */
public record PrimaryKey(List<Integer> fieldIds, Uniqueness uniqueness) implements Serializable {
    /** Of a table whose rows do not replace each other. */
    public static final PrimaryKey NONE = new PrimaryKey(List.of(), Uniqueness.PARTITION);

    private static final String FIELDS = "millrace.primary-key";
    private static final String UNIQUENESS = "millrace.primary-key.unique-in";

    /** Where a key occurs once. */
    public enum Uniqueness {
        /** In each partition: rows of different partitions do not replace each other. */
        PARTITION,
        /** In the whole table: a row that replaces another may be in another partition. */
        TABLE
    }

    public PrimaryKey {
        fieldIds = List.copyOf(fieldIds);
        requireNonNull(uniqueness, "uniqueness is null");
    }

    /** The key of a table; {@link #NONE} when it has none. */
    public static PrimaryKey of(Map<String, String> properties) {
        String ids = properties.get(FIELDS);
        return ids == null
                ? NONE
                : new PrimaryKey(
                        Arrays.stream(ids.split(",", -1)).map(Integer::valueOf).toList(),
                        Uniqueness.valueOf(properties.get(UNIQUENESS)));
    }

    /** Whether there is a key. */
    public boolean exists() {
        return !fieldIds.isEmpty();
    }

    /** The properties of a table with this key. */
    public Map<String, String> properties() {
        return Map.of(
                FIELDS,
                fieldIds.stream().map(String::valueOf).collect(Collectors.joining(",")),
                UNIQUENESS,
                uniqueness.name());
    }

    /** The columns as a schema has them now. */
    public List<NestedField> columns(Schema schema) {
        return fieldIds.stream()
                .map(id -> requireNonNull(schema.findField(id), "a column of the key is gone"))
                .toList();
    }

    /** Reads the keys of batches that have the columns of a schema. */
    public KeyReader reader(Schema schema) {
        List<NestedField> columns = columns(schema);
        return new KeyReader(
                columns.stream().map(NestedField::name).toList(),
                columns.stream().map(column -> Kinds.of(column.type())).toList());
    }

    /** Tells apart how {@link KeyReader#read keys} are written: what was kept of others is of no use. */
    public String fingerprint(Schema schema) {
        return columns(schema).stream()
                .map(column -> column.fieldId() + ":" + Kinds.of(column.type()))
                .collect(Collectors.joining(","));
    }
}
