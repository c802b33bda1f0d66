package io.millrace.kernel.function.user;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.DecimalType;

/** Decimal numbers as a declared type holds them. */
final class Decimals {
    private Decimals() {}

    /** @throws ArithmeticException for a number with more digits than the type has */
    static BigDecimal fitted(BigDecimal value, Type type) {
        DecimalType decimal = (DecimalType) type;
        BigDecimal scaled = value.setScale(decimal.scale(), RoundingMode.UNNECESSARY);
        if (scaled.precision() > decimal.precision()) {
            throw new ArithmeticException(value + " does not fit into " + type);
        }
        return scaled;
    }
}
