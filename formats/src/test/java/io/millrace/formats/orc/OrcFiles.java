package io.millrace.formats.orc;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.orc.TypeDescription.RowBatchVersion;
import org.apache.orc.Writer;
import org.apache.orc.storage.common.type.HiveDecimal;
import org.apache.orc.storage.ql.exec.vector.BytesColumnVector;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.DecimalColumnVector;
import org.apache.orc.storage.ql.exec.vector.DoubleColumnVector;
import org.apache.orc.storage.ql.exec.vector.ListColumnVector;
import org.apache.orc.storage.ql.exec.vector.LongColumnVector;
import org.apache.orc.storage.ql.exec.vector.MapColumnVector;
import org.apache.orc.storage.ql.exec.vector.StructColumnVector;
import org.apache.orc.storage.ql.exec.vector.TimestampColumnVector;
import org.apache.orc.storage.ql.exec.vector.UnionColumnVector;
import org.apache.orc.storage.ql.exec.vector.VectorizedRowBatch;

/** Files written by Apache ORC. */
final class OrcFiles {
    private static final int BATCH = 1024;

    private OrcFiles() {}

    /** A value of the branch of a union. */
    record Tagged(int tag, Object value) {}

    /** A file of rows of one column {@code f}. */
    static byte[] column(String type, Object... values) {
        return write("struct<f:" + type + ">", options -> options, rows(values));
    }

    static List<List<Object>> rows(Object... values) {
        return Stream.of(values).map(OrcFiles::row).toList();
    }

    private static List<Object> row(Object value) {
        return Stream.of(new Object[] {value}).collect(Collectors.toList());
    }

    /** @param rows the fields of each; of another root than a struct each has one value */
    static byte[] write(String schema, UnaryOperator<OrcFile.WriterOptions> configure, List<? extends List<?>> rows) {
        try {
            Path directory = Files.createTempDirectory("orc");
            Path file = directory.resolve("x.orc");
            try {
                write(file, TypeDescription.fromString(schema), configure, rows);
                return Files.readAllBytes(file);
            } finally {
                try (Stream<Path> files = Files.list(directory)) {
                    for (Path each : files.toList()) {
                        Files.delete(each);
                    }
                }
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(
            Path file,
            TypeDescription schema,
            UnaryOperator<OrcFile.WriterOptions> configure,
            List<? extends List<?>> rows)
            throws IOException {
        OrcFile.WriterOptions options =
                OrcFile.writerOptions(new Configuration()).setSchema(schema).useUTCTimestamp(true);
        try (Writer writer =
                OrcFile.createWriter(new org.apache.hadoop.fs.Path(file.toUri()), configure.apply(options))) {
            boolean struct = schema.getCategory() == TypeDescription.Category.STRUCT;
            VectorizedRowBatch batch = schema.createRowBatch(RowBatchVersion.ORIGINAL, BATCH);
            for (List<?> row : rows) {
                int at = batch.size++;
                for (int i = 0; i < row.size(); i++) {
                    set(batch.cols[i], struct ? schema.getChildren().get(i) : schema, at, row.get(i));
                }
                if (batch.size == BATCH) {
                    writer.addRowBatch(batch);
                    batch.reset();
                }
            }
            writer.addRowBatch(batch);
        }
    }

    private static void set(ColumnVector vector, TypeDescription type, int at, Object value) {
        if (value == null) {
            vector.noNulls = false;
            vector.isNull[at] = true;
        } else if (vector instanceof LongColumnVector longs) {
            longs.vector[at] = whole(value);
        } else if (vector instanceof DoubleColumnVector doubles) {
            doubles.vector[at] = ((Number) value).doubleValue();
        } else if (vector instanceof BytesColumnVector bytes) {
            bytes.setVal(at, value instanceof byte[] raw ? raw : ((String) value).getBytes(StandardCharsets.UTF_8));
        } else if (vector instanceof DecimalColumnVector decimals) {
            decimals.set(at, HiveDecimal.create((BigDecimal) value));
        } else if (vector instanceof TimestampColumnVector timestamps) {
            timestamps.setIsUTC(true);
            timestamps.set(at, timestamp(value));
        } else {
            nested(vector, type, at, value);
        }
    }

    private static Timestamp timestamp(Object value) {
        Instant moment = value instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : (Instant) value;
        Timestamp timestamp = new Timestamp(moment.getEpochSecond() * 1000);
        timestamp.setNanos(moment.getNano());
        return timestamp;
    }

    private static long whole(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        return value instanceof LocalDate date ? date.toEpochDay() : ((Number) value).longValue();
    }

    private static void nested(ColumnVector vector, TypeDescription type, int at, Object value) {
        List<TypeDescription> types = type.getChildren();
        if (vector instanceof StructColumnVector struct) {
            List<?> fields = (List<?>) value;
            for (int i = 0; i < fields.size(); i++) {
                set(struct.fields[i], types.get(i), at, fields.get(i));
            }
        } else if (vector instanceof ListColumnVector list) {
            List<?> elements = (List<?>) value;
            list.offsets[at] = list.childCount;
            list.lengths[at] = elements.size();
            list.childCount += elements.size();
            list.child.ensureSize(list.childCount, true);
            for (int i = 0; i < elements.size(); i++) {
                set(list.child, types.get(0), (int) list.offsets[at] + i, elements.get(i));
            }
        } else if (vector instanceof MapColumnVector map) {
            Map<?, ?> entries = (Map<?, ?>) value;
            map.offsets[at] = map.childCount;
            map.lengths[at] = entries.size();
            map.childCount += entries.size();
            map.keys.ensureSize(map.childCount, true);
            map.values.ensureSize(map.childCount, true);
            int to = (int) map.offsets[at];
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                set(map.keys, types.get(0), to, entry.getKey());
                set(map.values, types.get(1), to++, entry.getValue());
            }
        } else {
            Tagged tagged = (Tagged) value;
            UnionColumnVector union = (UnionColumnVector) vector;
            union.tags[at] = tagged.tag();
            set(union.fields[tagged.tag()], types.get(tagged.tag()), at, tagged.value());
        }
    }

    /** Maps as rows, of the types that the values of the first row with one have. */
    static byte[] write(List<Map<String, Object>> records) {
        List<String> names = names(records);
        String schema = type(merged(records));
        List<List<Object>> rows = records.stream()
                .map(record ->
                        names.stream().map(name -> plain(record.get(name))).collect(Collectors.toList()))
                .toList();
        return write(schema, options -> options, rows);
    }

    private static List<String> names(List<Map<String, Object>> records) {
        return records.stream()
                .flatMap(record -> record.keySet().stream())
                .distinct()
                .toList();
    }

    private static Map<String, Object> merged(List<Map<String, Object>> records) {
        Map<String, Object> merged = new LinkedHashMap<>();
        for (Map<String, Object> record : records) {
            record.forEach((name, value) ->
                    merged.merge(name, value == null ? "" : value, (one, other) -> one.equals("") ? other : one));
        }
        return merged;
    }

    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().map(OrcFiles::plain).toList();
        }
        return value instanceof List<?> list
                ? list.stream().map(OrcFiles::plain).toList()
                : value;
    }

    private static String type(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> "`" + entry.getKey() + "`:" + type(entry.getValue()))
                    .collect(Collectors.joining(",", "struct<", ">"));
        }
        if (value instanceof List<?> list) {
            return "array<" + type(list.get(0)) + ">";
        }
        return value instanceof Long
                ? "bigint"
                : value instanceof Double ? "double" : value instanceof Boolean ? "boolean" : "string";
    }
}
