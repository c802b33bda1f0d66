package io.millrace.lake.schema;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DecimalVector;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.Vector;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.DecimalType;

/** The types of new columns, and the promotions that Iceberg allows for existing ones. */
final class TypeChoice {
    private static final int MAX_PRECISION = 38;

    private TypeChoice() {}

    /** The most specific type that holds every value of these scalar kinds exactly. */
    static Type forScalars(Column column, List<Kind> kinds) {
        if (kinds.size() == 1 && kinds.get(0) != Kind.DECIMAL) {
            return Kinds.type(kinds.get(0));
        }
        boolean numbers =
                kinds.stream().allMatch(kind -> kind == Kind.BIGINT || kind == Kind.DOUBLE || kind == Kind.DECIMAL);
        if (!numbers) {
            return Types.StringType.get();
        }
        if (!kinds.contains(Kind.DECIMAL) && allFit(column, kinds, Types.DoubleType.get())) {
            return Types.DoubleType.get();
        }
        return decimalFor(column, kinds).<Type>map(type -> type).orElseGet(Types.StringType::get);
    }

    /** {@code type}, or what Iceberg may promote it to, so that more of the column's values fit. */
    static Type promote(Type type, Column column, List<Kind> kinds) {
        return switch (type.typeId()) {
            case INTEGER -> anyFitsOnly(Types.LongType.get(), type, column, kinds) ? Types.LongType.get() : type;
            case FLOAT -> anyFitsOnly(Types.DoubleType.get(), type, column, kinds) ? Types.DoubleType.get() : type;
            case DECIMAL -> promoteDecimal((DecimalType) type, column, kinds);
            default -> type;
        };
    }

    private static Type promoteDecimal(DecimalType type, Column column, List<Kind> kinds) {
        int integerDigits = type.precision() - type.scale();
        DecimalType widest = DecimalType.of(MAX_PRECISION, type.scale());
        for (Kind kind : kinds) {
            Vector vector = column.find(kind).orElseThrow();
            for (int i = 0; i < vector.size(); i++) {
                if (Scalars.fits(kind, vector, i, widest)) {
                    BigDecimal value = Scalars.decimalOf(kind, vector, i).orElseThrow();
                    integerDigits = Math.max(integerDigits, integerDigits(value));
                }
            }
        }
        return DecimalType.of(Math.min(MAX_PRECISION, integerDigits + type.scale()), type.scale());
    }

    private static boolean anyFitsOnly(Type wide, Type narrow, Column column, List<Kind> kinds) {
        for (Kind kind : kinds) {
            Vector vector = column.find(kind).orElseThrow();
            for (int i = 0; i < vector.size(); i++) {
                if (Scalars.fits(kind, vector, i, wide) && !Scalars.fits(kind, vector, i, narrow)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Optional<DecimalType> decimalFor(Column column, List<Kind> kinds) {
        int scale = 0;
        int integerDigits = 0;
        for (Kind kind : kinds) {
            Vector vector = column.find(kind).orElseThrow();
            for (int i = 0; i < vector.size(); i++) {
                Optional<BigDecimal> value = Scalars.decimalOf(kind, vector, i);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                scale = Math.max(scale, scaleOf(kind, vector, i, value.get()));
                integerDigits = Math.max(integerDigits, integerDigits(value.get()));
            }
        }
        return integerDigits + scale <= MAX_PRECISION
                ? Optional.of(DecimalType.of(MAX_PRECISION, scale))
                : Optional.empty();
    }

    private static int scaleOf(Kind kind, Vector vector, int i, BigDecimal value) {
        return kind == Kind.DECIMAL
                ? ((DecimalVector) vector).scales()[i]
                : Math.max(0, value.stripTrailingZeros().scale());
    }

    private static int integerDigits(BigDecimal value) {
        return Math.max(0, value.precision() - value.scale());
    }

    private static boolean allFit(Column column, List<Kind> kinds, Type type) {
        return kinds.stream()
                .allMatch(kind -> Scalars.allFit(kind, column.find(kind).orElseThrow(), type));
    }
}
