package io.millrace.kernel.arrow;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DecimalVector;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.ListVector;
import io.millrace.spi.batch.MapVector;
import io.millrace.spi.batch.StructVector;
import io.millrace.spi.batch.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** The Arrow types in which the values of a column are handed to DuckDB. */
final class ArrowFields {
    private static final Map<String, String> UUID =
            Map.of("ARROW:extension:name", "arrow.uuid", "ARROW:extension:metadata", "");

    private ArrowFields() {}

    /** The field for the values of one kind of a column. */
    static Field of(String name, Column column, Kind kind) {
        Vector values = column.find(kind).orElseThrow();
        return switch (kind) {
            case STRUCT -> nullable(name, ArrowType.Struct.INSTANCE, fields((StructVector) values));
            case LIST ->
                nullable(name, ArrowType.List.INSTANCE, List.of(nested(((ListVector) values).element(), "element")));
            case MAP -> map(name, (MapVector) values);
            case UUID -> new Field(name, new FieldType(true, new ArrowType.FixedSizeBinary(16), null, UUID), null);
            case DECIMAL ->
                nullable(name, new ArrowType.Decimal(38, Exposed.scale((DecimalVector) values), 128), List.of());
            default -> nullable(name, scalar(kind), List.of());
        };
    }

    private static ArrowType scalar(Kind kind) {
        return switch (kind) {
            case BOOLEAN -> ArrowType.Bool.INSTANCE;
            case BIGINT -> new ArrowType.Int(64, true);
            case DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            case STRING -> ArrowType.Utf8.INSTANCE;
            case BINARY -> ArrowType.Binary.INSTANCE;
            case DATE -> new ArrowType.Date(DateUnit.DAY);
            case TIME -> new ArrowType.Time(TimeUnit.MICROSECOND, 64);
            case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
            case TIMESTAMP_NTZ -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
            default -> throw new IllegalArgumentException("not a scalar kind: " + kind);
        };
    }

    private static List<Field> fields(StructVector struct) {
        List<Field> fields = new ArrayList<>();
        for (Column column : struct.fields()) {
            fields.add(nested(column, column.name()));
        }
        return fields;
    }

    private static Field map(String name, MapVector values) {
        // Maps without an entry have no type of key; Arrow wants one that cannot be null.
        Field key = values.entries() == 0
                ? nullable("key", ArrowType.Utf8.INSTANCE, List.of())
                : nested(values.key(), "key");
        Field entries = new Field(
                "entries",
                FieldType.notNullable(ArrowType.Struct.INSTANCE),
                List.of(
                        new Field("key", FieldType.notNullable(key.getType()), key.getChildren()),
                        nested(values.value(), "value")));
        return nullable(name, new ArrowType.Map(false), List.of(entries));
    }

    private static Field nested(Column column, String name) {
        List<Kind> kinds = column.kinds();
        if (kinds.isEmpty()) {
            return nullable(name, ArrowType.Null.INSTANCE, List.of());
        }
        return Exposed.isText(column)
                ? nullable(name, ArrowType.Utf8.INSTANCE, List.of())
                : of(name, column, kinds.get(0));
    }

    private static Field nullable(String name, ArrowType type, List<Field> children) {
        return new Field(name, FieldType.nullable(type), children);
    }
}
