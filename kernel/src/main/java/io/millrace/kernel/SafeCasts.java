package io.millrace.kernel;

import io.millrace.kernel.type.DuckType;
import io.millrace.kernel.type.DuckType.Field;
import io.millrace.kernel.type.DuckType.TypeId;
import io.millrace.kernel.type.IcebergTypes;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which result types may be written to which column types without being asked for: those casts that keep every value.
 * Two are checked at run time instead: a sum of integers (HUGEINT) into an integer or decimal, where a value that does
 * not fit fails; and a time of day that a timestamp has is dropped when the column is a DATE.
 */
final class SafeCasts {
    private static final Set<TypeId> TIMES =
            EnumSet.of(TypeId.DATE, TypeId.TIMESTAMP, TypeId.TIMESTAMP_S, TypeId.TIMESTAMP_MS, TypeId.TIMESTAMPTZ);
    private static final Set<TypeId> NOT_TEXT = EnumSet.of(
            TypeId.BLOB, TypeId.STRUCT, TypeId.LIST, TypeId.ARRAY, TypeId.MAP, TypeId.OTHER, TypeId.TIMESTAMP_NS);
    private static final int EXACT_DOUBLE_DIGITS = 15;
    private static final int EXACT_FLOAT_DIGITS = 6;

    private SafeCasts() {}

    static void require(OutputColumn column, TargetColumn target) {
        DuckType wanted = IcebergTypes.toDuck(target.type());
        if (isSafe(column.type(), wanted)) {
            return;
        }
        String hint = wanted.fields().isEmpty()
                ? "write CAST(%s AS %s), or TRY_CAST for NULL where a value does not fit"
                        .formatted(column.text(), wanted.text())
                : "the column has the type " + wanted.label();
        throw new MillraceException(
                        ErrorCode.TYPE_MISMATCH,
                        column.location(),
                        "Cannot write %s into column %s %s: %s"
                                .formatted(column.type().label(), target.name(), wanted.label(), column.text()))
                .withHint(hint);
    }

    static boolean isSafe(DuckType from, DuckType to) {
        if (from.equals(to) || from.id() == TypeId.NULL) {
            return true;
        }
        return switch (to.id()) {
            case VARCHAR -> !NOT_TEXT.contains(from.id());
            case DATE, TIMESTAMP, TIMESTAMPTZ -> TIMES.contains(from.id());
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                (isSum(from) && to.id() == TypeId.BIGINT) || digits(from, 0) < digits(to, 0);
            case FLOAT -> digits(from, 0) <= EXACT_FLOAT_DIGITS;
            case DOUBLE -> from.id() == TypeId.FLOAT || isDoubleExact(from);
            case DECIMAL -> isSum(from) || fitsDecimal(from, to);
            case STRUCT -> from.id() == TypeId.STRUCT && isSafeStruct(from.fields(), to.fields());
            case LIST ->
                (from.id() == TypeId.LIST || from.id() == TypeId.ARRAY) && isSafe(from.element(), to.element());
            case MAP -> from.id() == TypeId.MAP && isSafeMap(from.fields(), to.fields());
            default -> false;
        };
    }

    private static boolean isSum(DuckType type) {
        return type.id() == TypeId.HUGEINT;
    }

    /** How many digits before the point a value may have, if it has at most {@code scale} behind it; else very many. */
    private static int digits(DuckType type, int scale) {
        return switch (type.id()) {
            case TINYINT, UTINYINT -> 3;
            case SMALLINT, USMALLINT -> 5;
            case INTEGER, UINTEGER -> 10;
            case BIGINT -> 19;
            case UBIGINT -> 20;
            case DECIMAL -> type.scale() <= scale ? type.precision() - type.scale() : Integer.MAX_VALUE;
            default -> Integer.MAX_VALUE;
        };
    }

    private static boolean isDoubleExact(DuckType from) {
        return from.id() == TypeId.DECIMAL
                ? from.precision() <= EXACT_DOUBLE_DIGITS
                : digits(from, 0) <= EXACT_DOUBLE_DIGITS;
    }

    private static boolean fitsDecimal(DuckType from, DuckType to) {
        return digits(from, to.scale()) <= to.precision() - to.scale();
    }

    private static boolean isSafeStruct(List<Field> from, List<Field> to) {
        for (Field field : from) {
            Optional<Field> target = to.stream()
                    .filter(other -> other.name().equalsIgnoreCase(field.name()))
                    .findFirst();
            if (target.isEmpty() || !isSafe(field.type(), target.get().type())) {
                return false;
            }
        }
        return !from.isEmpty();
    }

    private static boolean isSafeMap(List<Field> from, List<Field> to) {
        return isSafe(from.get(0).type(), to.get(0).type())
                && isSafe(from.get(1).type(), to.get(1).type());
    }
}
