package io.millrace.server.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.lake.LakeTable;
import io.millrace.lake.TableName;
import io.millrace.lake.stats.ColumnFacts;
import io.millrace.lake.stats.TableStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.transforms.Transforms;
import org.apache.iceberg.types.Comparators;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;

/** What the metadata of a table's files and its sketches tell of its columns; no data is read. */
final class ColumnStatistics {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final NestedField field;
    private long values;
    private long nulls;
    private long bytes;
    private Object min;
    private Object max;

    private ColumnStatistics(NestedField field) {
        this.field = field;
    }

    /** A row for each leaf column: names, type, counts, density, bounds as text, bytes. */
    static List<List<Object>> of(LakeTable table, TableStatistics sketches) {
        List<ColumnStatistics> columns = new ArrayList<>();
        Map<Integer, NestedField> fields = TypeUtil.indexById(table.schema().asStruct());
        fields.values().stream()
                .filter(field -> field.type().isPrimitiveType())
                .sorted(Comparator.comparingInt(NestedField::fieldId))
                .forEach(field -> columns.add(new ColumnStatistics(field)));
        long rows = 0;
        try (CloseableIterable<FileScanTask> tasks =
                table.iceberg().newScan().includeColumnStats().planFiles()) {
            for (FileScanTask task : tasks) {
                rows += task.file().recordCount();
                columns.forEach(column -> column.add(task.file()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long total = rows;
        return columns.stream()
                .map(column -> column.row(table, total, sketches))
                .toList();
    }

    private void add(DataFile file) {
        int id = field.fieldId();
        values += count(file.valueCounts(), id);
        nulls += file.valueCounts() != null && file.valueCounts().containsKey(id)
                ? count(file.nullValueCounts(), id)
                : file.recordCount();
        bytes += count(file.columnSizes(), id);
        min = pick(min, bound(file.lowerBounds(), id), -1);
        max = pick(max, bound(file.upperBounds(), id), 1);
    }

    private List<Object> row(LakeTable table, long rows, TableStatistics sketches) {
        Optional<ColumnFacts> facts = sketches.facts(field.fieldId(), field.type());
        TableName name = table.name();
        long present = Math.max(0, Math.min(values, rows) - Math.min(nulls, rows));
        Double density = rows == 0 ? null : (double) present / rows;
        return SystemTables.row(
                name.catalog(),
                name.schema(),
                name.table(),
                table.schema().findColumnName(field.fieldId()),
                SqlTypes.of(field.type()),
                present,
                rows - present,
                density,
                text(min),
                text(max),
                bytes,
                facts.map(ColumnFacts::distinct).orElse(null),
                facts.map(known -> top(known)).orElse(null),
                facts.filter(known -> !known.quantiles().isEmpty())
                        .map(known -> json(known.quantiles()))
                        .orElse(null),
                facts.map(known -> known.firstMicros() / 1000).orElse(null),
                facts.map(known -> known.lastMicros() / 1000).orElse(null),
                sketches.rows());
    }

    /** Counts by value, the most frequent first. */
    private static String top(ColumnFacts facts) {
        Map<String, Long> counts = new LinkedHashMap<>();
        facts.top().forEach(top -> counts.put(top.value(), top.count()));
        return json(counts);
    }

    private static String json(Map<?, ?> values) {
        try {
            return JSON.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Object bound(Map<Integer, ByteBuffer> bounds, int id) {
        ByteBuffer bound = bounds == null ? null : bounds.get(id);
        return bound == null ? null : Conversions.fromByteBuffer(field.type(), bound);
    }

    private Object pick(Object a, Object b, int sign) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        Comparator<Object> order = Comparators.forType((Type.PrimitiveType) field.type());
        return Integer.signum(order.compare(b, a)) == sign ? b : a;
    }

    private String text(Object value) {
        return value == null ? null : Transforms.identity().toHumanString(field.type(), value);
    }

    private static long count(Map<Integer, Long> counts, int id) {
        return counts == null ? 0 : counts.getOrDefault(id, 0L);
    }
}
