package io.millrace.lake.parquet;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.Vector;
import java.util.List;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** A field of the schema: finds its values in a batch, works out its levels, and hands both down. */
abstract sealed class FieldNode permits StructNode, RepeatedNode, LeafNode {
    private final NestedField field;
    private final String name;
    private final Kind kind;
    private final int parentLevel;
    private final Match match;
    private final Levels levels;

    /** @param parentLevel the definition level at which the parent is present */
    FieldNode(NestedField field, String name, int parentLevel) {
        this.field = field;
        this.name = name;
        this.kind = kindOf(field.type());
        this.parentLevel = parentLevel;
        this.match = new Match(name);
        this.levels = new Levels(name);
    }

    /** Writes the field's part of a batch; {@code column} is null when the batch does not have it. */
    final void write(Column column, Scope scope, Levels parent) {
        Vector vector = column == null ? null : vector(column);
        if (vector == null) {
            match.none();
        } else {
            match.find(vector, scope);
        }

        if (field.isRequired()) {
            levels.required(parent, parentLevel, match);
        } else {
            levels.optional(parent, parentLevel, match, scope.entries());
        }
        descend(vector, scope, match, levels);
    }

    abstract void descend(Vector vector, Scope scope, Match matched, Levels own);

    /** The columns below, in the order of the schema. */
    abstract void collect(List<ColumnWriter> target);

    final NestedField field() {
        return field;
    }

    final String name() {
        return name;
    }

    /** The definition level at which the field is present. */
    final int level() {
        return level(field, parentLevel);
    }

    static int level(NestedField field, int parentLevel) {
        return parentLevel + (field.isOptional() ? 1 : 0);
    }

    private Vector vector(Column column) {
        List<Kind> kinds = column.kinds();
        if (kinds.isEmpty()) {
            return null;
        }
        if (kinds.size() > 1 || kinds.get(0) != kind) {
            throw new IllegalStateException(
                    "Cannot write column: " + name + " of type " + field.type() + " has values of " + kinds);
        }
        return column.find(kind).orElseThrow();
    }

    private static Kind kindOf(Type type) {
        return switch (type.typeId()) {
            case BOOLEAN -> Kind.BOOLEAN;
            case INTEGER, LONG -> Kind.BIGINT;
            case FLOAT, DOUBLE -> Kind.DOUBLE;
            case DECIMAL -> Kind.DECIMAL;
            case STRING -> Kind.STRING;
            case BINARY, FIXED -> Kind.BINARY;
            case DATE -> Kind.DATE;
            case TIME -> Kind.TIME;
            case TIMESTAMP -> ((Types.TimestampType) type).shouldAdjustToUTC() ? Kind.TIMESTAMP : Kind.TIMESTAMP_NTZ;
            case UUID -> Kind.UUID;
            case STRUCT -> Kind.STRUCT;
            case LIST -> Kind.LIST;
            case MAP -> Kind.MAP;
            default -> throw new IllegalArgumentException("Cannot write Parquet type: " + type);
        };
    }
}
