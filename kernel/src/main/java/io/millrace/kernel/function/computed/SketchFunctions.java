package io.millrace.kernel.function.computed;

import static io.millrace.kernel.function.ValueType.DOUBLE;
import static io.millrace.kernel.function.ValueType.TEXT;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.type.MapType;
import io.millrace.kernel.function.JavaFunction;
import io.millrace.kernel.function.ValueType;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What sketches say. */
public final class SketchFunctions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MapType COUNTS =
            JSON.getTypeFactory().constructMapType(TreeMap.class, Integer.class, Long.class);
    private static final int REGISTERS = 2048;
    private static final int BITS = 32;
    private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);
    private static final double GAMMA = 1.02;
    private static final int ONE = 100_001;
    private static final int INFINITE = 200_000;

    /** All of them. */
    public static final List<JavaFunction> ALL = List.of(
            JavaFunction.number("set_cardinality", a -> cardinality((String) a[0]), TEXT),
            new JavaFunction(
                    "quantile", ValueType.DOUBLE, List.of(TEXT, DOUBLE), a -> quantile((String) a[0], (Double) a[1])));

    private SketchFunctions() {}

    /** A register of HyperLogLog is the highest of its bits that is set. Null for what is no sketch. */
    private static Long cardinality(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != REGISTERS * BITS / 8) {
            return null;
        }
        double sum = 0;
        int zeros = 0;
        for (int register = 0; register < REGISTERS; register++) {
            int rank = BITS;
            while (rank > 0 && !isSet(bytes, register * BITS + rank - 1)) {
                rank--;
            }
            sum += Math.scalb(1.0, -rank);
            zeros += rank == 0 ? 1 : 0;
        }
        double estimate = ALPHA * REGISTERS * REGISTERS / sum;
        return Math.round(
                estimate <= 2.5 * REGISTERS && zeros > 0 ? REGISTERS * Math.log((double) REGISTERS / zeros) : estimate);
    }

    private static boolean isSet(byte[] bytes, int bit) {
        return (bytes[bit >> 3] & (0x80 >> (bit & 7))) != 0;
    }

    private static Double quantile(String json, double share) throws JsonProcessingException {
        TreeMap<Integer, Long> counts = JSON.readValue(json, COUNTS);
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        long rank = (long) Math.ceil(share * all);
        long seen = 0;
        for (Map.Entry<Integer, Long> bucket : counts.entrySet()) {
            seen += bucket.getValue();
            if (seen >= Math.max(1, rank)) {
                return middle(bucket.getKey());
            }
        }
        return null;
    }

    /** The value that no value of a bucket is more than 1 % away from. */
    private static double middle(int bucket) {
        if (bucket == 0) {
            return 0;
        }
        double size = Math.abs(bucket) == INFINITE
                ? Double.POSITIVE_INFINITY
                : 2 * Math.pow(GAMMA, Math.abs(bucket) - ONE) / (1 + GAMMA);
        return bucket < 0 ? -size : size;
    }
}
