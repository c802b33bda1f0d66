package io.millrace.lake.stats;

import io.millrace.lake.stats.ColumnFacts.Top;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.frequencies.LongsSketch;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.quantilescommon.QuantileSearchCriteria;
import org.apache.iceberg.transforms.Transforms;
import org.apache.iceberg.types.Type;

/** Words what the sketches of a column hold in the column's type. */
final class FactsReader {
    private static final double[] RANKS = {0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1};
    private static final int TOP = 10;

    private FactsReader() {}

    static ColumnFacts read(ColumnSummary column, Type type) {
        return new ColumnFacts(
                Math.round(column.distinct().getEstimate()),
                top(column, type),
                quantiles(column.numbers(), type),
                column.firstMicros(),
                column.lastMicros());
    }

    private static List<Top> top(ColumnSummary column, Type type) {
        List<Top> top = new ArrayList<>();
        for (ItemsSketch.Row<String> row : column.texts().getFrequentItems(ErrorType.NO_FALSE_POSITIVES)) {
            top.add(new Top(row.getItem(), row.getEstimate()));
        }
        for (LongsSketch.Row row : column.longs().getFrequentItems(ErrorType.NO_FALSE_POSITIVES)) {
            top.add(new Top(text(row.getItem(), type), row.getEstimate()));
        }
        return top.stream()
                .sorted((a, b) -> Long.compare(b.count(), a.count()))
                .limit(TOP)
                .toList();
    }

    private static SortedMap<Double, String> quantiles(KllDoublesSketch sketch, Type type) {
        SortedMap<Double, String> quantiles = new TreeMap<>();
        if (!sketch.isEmpty()) {
            double[] values = sketch.getQuantiles(RANKS, QuantileSearchCriteria.INCLUSIVE);
            for (int i = 0; i < RANKS.length; i++) {
                quantiles.put(RANKS[i], text(values[i], type));
            }
        }
        return quantiles;
    }

    private static String text(long bits, Type type) {
        return switch (type.typeId()) {
            case BOOLEAN -> Boolean.toString(bits != 0);
            case FLOAT, DOUBLE -> text(Double.longBitsToDouble(bits), type);
            case INTEGER, DATE -> Transforms.identity().toHumanString(type, (int) bits);
            default -> Transforms.identity().toHumanString(type, bits);
        };
    }

    private static String text(double value, Type type) {
        return switch (type.typeId()) {
            case FLOAT -> Float.toString((float) value);
            case DOUBLE -> Double.toString(value);
            case DECIMAL -> BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
            default -> text((long) value, type);
        };
    }
}
