package io.millrace.lake.parquet;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.MetricsModes;
import org.apache.iceberg.MetricsModes.MetricsMode;
import org.apache.iceberg.MetricsUtil;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.util.BinaryUtil;
import org.apache.iceberg.util.UnicodeUtil;

/** Iceberg's metrics of a file from what its columns came to. Fields in lists and maps have a size and no more. */
final class FileMetrics {
    private final Map<Integer, Long> sizes = new HashMap<>();
    private final Map<Integer, Long> values = new HashMap<>();
    private final Map<Integer, Long> nulls = new HashMap<>();
    private final Map<Integer, Long> notNumbers = new HashMap<>();
    private final Map<Integer, ByteBuffer> lower = new HashMap<>();
    private final Map<Integer, ByteBuffer> upper = new HashMap<>();
    private final Map<Integer, Type> types = new HashMap<>();

    private FileMetrics() {}

    static Metrics of(long rows, List<ColumnWriter> columns, Schema schema, MetricsConfig config) {
        FileMetrics metrics = new FileMetrics();
        for (ColumnWriter column : columns) {
            MetricsMode mode =
                    MetricsUtil.metricsMode(schema, config, column.leaf().fieldId());
            if (mode != MetricsModes.None.get()) {
                metrics.add(column.leaf(), column.totals(), mode);
            }
        }
        return new Metrics(
                rows,
                metrics.sizes,
                metrics.values,
                metrics.nulls,
                metrics.notNumbers,
                metrics.lower,
                metrics.upper,
                metrics.types);
    }

    private void add(Leaf leaf, ColumnTotals totals, MetricsMode mode) {
        int id = leaf.fieldId();
        if (totals.entries() > 0) {
            sizes.put(id, totals.bytes());
        }
        if (leaf.maxRepetition() > 0) {
            return;
        }

        values.put(id, totals.entries());
        nulls.put(id, totals.nulls());
        Type type = leaf.type();
        if (type.typeId() == TypeID.FLOAT || type.typeId() == TypeID.DOUBLE) {
            notNumbers.put(id, totals.bounds().notNumbers());
        }
        if (mode == MetricsModes.Counts.get()) {
            return;
        }

        types.put(id, type);
        int length = mode instanceof MetricsModes.Truncate truncate ? truncate.length() : Integer.MAX_VALUE;
        totals.bounds()
                .lower()
                .map(value -> truncateLower(type, value, length))
                .ifPresent(value -> lower.put(id, Conversions.toByteBuffer(type, value)));
        totals.bounds()
                .upper()
                .flatMap(value -> truncateUpper(type, value, length))
                .ifPresent(value -> upper.put(id, Conversions.toByteBuffer(type, value)));
    }

    private static Object truncateLower(Type type, Object value, int length) {
        return switch (type.typeId()) {
            case STRING -> UnicodeUtil.truncateStringMin((String) value, length);
            case BINARY, FIXED -> BinaryUtil.truncateBinaryMin((ByteBuffer) value, length);
            default -> value;
        };
    }

    private static Optional<Object> truncateUpper(Type type, Object value, int length) {
        return switch (type.typeId()) {
            case STRING -> Optional.ofNullable(UnicodeUtil.truncateStringMax((String) value, length));
            case BINARY, FIXED -> Optional.ofNullable(BinaryUtil.truncateBinaryMax((ByteBuffer) value, length));
            default -> Optional.of(value);
        };
    }
}
