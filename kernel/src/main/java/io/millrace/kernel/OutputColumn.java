package io.millrace.kernel;

import static java.util.Objects.requireNonNull;

import io.millrace.kernel.type.DuckType;
import io.millrace.kernel.type.IcebergTypes;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import org.apache.iceberg.types.Type;

/**
 * A column of a query's result.
 *
 * @param name the one DuckDB gives, or the text of an expression that it was not given as it was written
 * @param isNamed whether the query gives that name; if not, it is the text of an expression
 * @param text the expression as written; the name for a column that comes from {@code *}
 * @param location of the expression, or of the {@code *}
 */
public record OutputColumn(String name, boolean isNamed, DuckType type, String text, SourceLocation location) {
    public OutputColumn {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        requireNonNull(text, "text is null");
        requireNonNull(location, "location is null");
    }

    /** The type of a table's column for these values; throws TYPE_MISMATCH when Iceberg has none. */
    public Type icebergType() {
        requireStorable();
        return IcebergTypes.toIceberg(type).orElseThrow();
    }

    void requireStorable() {
        if (IcebergTypes.exported(type).isEmpty()) {
            throw new MillraceException(
                            ErrorCode.TYPE_MISMATCH,
                            location,
                            "Cannot store values of type %s: %s".formatted(type.label(), text))
                    .withHint("write " + cast());
        }
    }

    private String cast() {
        return switch (type.id()) {
            case TIMESTAMP_NS -> "CAST(%s AS TIMESTAMP), which rounds to microseconds".formatted(text);
            case STRUCT, LIST, ARRAY, MAP -> "CAST(to_json(%s) AS VARCHAR), or cast what is inside".formatted(text);
            default -> "CAST(%s AS VARCHAR)".formatted(text);
        };
    }
}
