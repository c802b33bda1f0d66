package io.millrace.lake.schema;

import io.millrace.spi.batch.BooleanVector;
import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DecimalVector;
import io.millrace.spi.batch.DoubleVector;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.batch.Vector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.DecimalType;

/** Whether a scalar fits a column exactly, and how it lands there. */
final class Scalars {
    private static final double LONG_LIMIT = 0x1p63;
    private static final long EXACT_DOUBLE = 1L << 53;

    private Scalars() {}

    /** Whether every value of the vector is already in the form the column holds. */
    static boolean isNative(Kind kind, Vector vector, Type type) {
        if (kind != Kinds.of(type)) {
            return false;
        }
        if (kind == Kind.DECIMAL) {
            return isNativeDecimal((DecimalVector) vector, (DecimalType) type);
        }
        if (type.typeId() == Type.TypeID.INTEGER || type.typeId() == Type.TypeID.FLOAT) {
            return allFit(kind, vector, type);
        }
        return true;
    }

    static boolean allFit(Kind kind, Vector vector, Type type) {
        for (int i = 0; i < vector.size(); i++) {
            if (!fits(kind, vector, i, type)) {
                return false;
            }
        }
        return true;
    }

    /** Whether value {@code i} can be held by a column of {@code type} without losing anything. */
    static boolean fits(Kind kind, Vector vector, int i, Type type) {
        return switch (type.typeId()) {
            case STRING -> !Kinds.isNested(kind) && kind != Kind.BINARY && kind != Kind.UUID;
            case LONG -> isWhole(kind, vector, i, Long.MIN_VALUE, Long.MAX_VALUE);
            case INTEGER -> isWhole(kind, vector, i, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case DOUBLE -> isExactDouble(kind, vector, i);
            case FLOAT -> isExactDouble(kind, vector, i) && isExactFloat(doubleOf(kind, vector, i));
            case DECIMAL ->
                decimalOf(kind, vector, i)
                        .map(value -> fitsDecimal(value, (DecimalType) type))
                        .orElse(false);
            case DATE, TIME, TIMESTAMP ->
                kind == Kinds.of(type)
                        || (kind == Kind.STRING
                                && Temporals.parse(((BytesVector) vector).string(i), type)
                                        .isPresent());
            default -> kind == Kinds.of(type);
        };
    }

    /** Appends value {@code i}, which fits, to a column of {@code type}. */
    static void convert(Kind kind, Vector vector, int i, Type type, Column out) {
        int slot = vector.slots()[i];
        switch (type.typeId()) {
            case BOOLEAN -> out.booleans().append(slot, ((BooleanVector) vector).values()[i]);
            case LONG, INTEGER -> out.longs(Kind.BIGINT).append(slot, longOf(kind, vector, i));
            case DOUBLE, FLOAT -> out.doubles().append(slot, doubleOf(kind, vector, i));
            case DECIMAL -> appendDecimal(out, slot, decimalOf(kind, vector, i).orElseThrow(), (DecimalType) type);
            case STRING -> appendText(out, slot, kind, vector, i);
            case DATE, TIME, TIMESTAMP -> {
                long value = kind == Kind.STRING
                        ? Temporals.parse(((BytesVector) vector).string(i), type)
                                .orElseThrow()
                        : ((LongVector) vector).values()[i];
                out.longs(Kinds.of(type)).append(slot, value);
            }
            default -> {
                BytesVector bytes = (BytesVector) vector;
                out.bytes(Kinds.of(type)).append(slot, bytes.bytes(), bytes.start(i), bytes.end(i));
            }
        }
    }

    /** The value as an exact decimal, when it is a finite number. */
    static Optional<BigDecimal> decimalOf(Kind kind, Vector vector, int i) {
        return switch (kind) {
            case BIGINT -> Optional.of(BigDecimal.valueOf(((LongVector) vector).values()[i]));
            case DECIMAL -> Optional.of(((DecimalVector) vector).decimal(i));
            case DOUBLE -> {
                double value = ((DoubleVector) vector).values()[i];
                boolean exact = Double.isFinite(value) && !isNegativeZero(value);
                yield exact ? Optional.of(new BigDecimal(Double.toString(value))) : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private static boolean isWhole(Kind kind, Vector vector, int i, long least, long greatest) {
        if (kind == Kind.BIGINT) {
            long value = ((LongVector) vector).values()[i];
            return value >= least && value <= greatest;
        }
        if (kind == Kind.DOUBLE) {
            double value = ((DoubleVector) vector).values()[i];
            boolean whole = value == Math.rint(value) && !isNegativeZero(value) && Math.abs(value) < LONG_LIMIT;
            return whole && value >= least && value <= greatest;
        }
        if (kind == Kind.DECIMAL) {
            BigDecimal value = ((DecimalVector) vector).decimal(i).stripTrailingZeros();
            return value.scale() <= 0
                    && value.compareTo(BigDecimal.valueOf(least)) >= 0
                    && value.compareTo(BigDecimal.valueOf(greatest)) <= 0;
        }
        return false;
    }

    private static boolean isExactDouble(Kind kind, Vector vector, int i) {
        if (kind == Kind.BIGINT) {
            long value = ((LongVector) vector).values()[i];
            return Math.abs(value) <= EXACT_DOUBLE
                    || (Math.abs((double) value) < LONG_LIMIT && (long) (double) value == value);
        }
        if (kind == Kind.DECIMAL) {
            BigDecimal value = ((DecimalVector) vector).decimal(i);
            return new BigDecimal(Double.toString(value.doubleValue())).compareTo(value) == 0;
        }
        return kind == Kind.DOUBLE;
    }

    private static boolean isExactFloat(double value) {
        return Double.isNaN(value) || (double) (float) value == value;
    }

    private static boolean isNegativeZero(double value) {
        return value == 0 && Double.doubleToRawLongBits(value) != 0;
    }

    private static boolean isNativeDecimal(DecimalVector vector, DecimalType type) {
        byte[] scales = vector.scales();
        for (int i = 0; i < vector.size(); i++) {
            if (scales[i] != type.scale()) {
                return false;
            }
        }
        return type.precision() == 38 || allFit(Kind.DECIMAL, vector, type);
    }

    private static boolean fitsDecimal(BigDecimal value, DecimalType type) {
        BigDecimal plain = value.stripTrailingZeros();
        int fraction = Math.max(plain.scale(), 0);
        return fraction <= type.scale() && plain.precision() - plain.scale() <= type.precision() - type.scale();
    }

    private static long longOf(Kind kind, Vector vector, int i) {
        return switch (kind) {
            case BIGINT -> ((LongVector) vector).values()[i];
            case DOUBLE -> (long) ((DoubleVector) vector).values()[i];
            default -> ((DecimalVector) vector).decimal(i).longValueExact();
        };
    }

    private static double doubleOf(Kind kind, Vector vector, int i) {
        return switch (kind) {
            case BIGINT -> (double) ((LongVector) vector).values()[i];
            case DOUBLE -> ((DoubleVector) vector).values()[i];
            default -> ((DecimalVector) vector).decimal(i).doubleValue();
        };
    }

    private static void appendDecimal(Column out, int slot, BigDecimal value, DecimalType type) {
        BigInteger unscaled =
                value.setScale(type.scale(), RoundingMode.UNNECESSARY).unscaledValue();
        out.decimals().append(slot, unscaled.shiftRight(64).longValue(), unscaled.longValue(), type.scale());
    }

    private static void appendText(Column out, int slot, Kind kind, Vector vector, int i) {
        if (kind == Kind.STRING) {
            BytesVector bytes = (BytesVector) vector;
            out.bytes(Kind.STRING).append(slot, bytes.bytes(), bytes.start(i), bytes.end(i));
            return;
        }
        byte[] text = JsonText.text(kind, vector, i).getBytes(StandardCharsets.UTF_8);
        out.bytes(Kind.STRING).append(slot, text, 0, text.length);
    }
}
