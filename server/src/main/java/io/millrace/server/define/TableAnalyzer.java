package io.millrace.server.define;

import io.millrace.lake.SystemColumns;
import io.millrace.lake.TableName;
import io.millrace.lake.keys.PrimaryKey;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Suggestions;
import io.millrace.spi.option.Options;
import io.millrace.sql.SqlFormatter;
import io.millrace.sql.option.TableOptions;
import io.millrace.sql.tree.ColumnDefinition;
import io.millrace.sql.tree.Identifier;
import io.millrace.sql.tree.Partitioning;
import io.millrace.sql.tree.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** Turns CREATE TABLE into a schema, a partition spec and properties. */
final class TableAnalyzer {
    static final Map<String, String> PROPERTIES = Map.of(
            "format-version", "2",
            "write.metadata.delete-after-commit.enabled", "true",
            "write.metadata.previous-versions-max", "20",
            "commit.manifest.min-count-to-merge", "50");

    private TableAnalyzer() {}

    static TableDefinition analyze(Statement.CreateTable create) {
        Options options = TableOptions.CREATE.resolve(create.options(), create.location());
        refuseBadNames(create.columns());
        List<NestedField> fields = new ArrayList<>();
        fields.add(NestedField.optional(1, SystemColumns.EVENT_TIME, Types.TimestampType.withZone()));
        fields.add(NestedField.optional(2, SystemColumns.COMMIT_TIME, Types.TimestampType.withZone()));
        fields.addAll(new IcebergColumns(2).fields(create.columns()));
        Schema schema = new Schema(fields);
        String sql = SqlFormatter.format(normalized(create));
        Map<String, String> properties = new HashMap<>(PROPERTIES);
        properties.put(TableDefinition.SQL_PROPERTY, sql);
        properties.put(
                TableProperties.PARQUET_COMPRESSION,
                options.get(TableOptions.COMPRESSION).name().toLowerCase(Locale.ROOT));
        PrimaryKey key = PrimaryKeys.of(create, options, schema);
        if (key.exists()) {
            properties.putAll(key.properties());
            properties.put("format-version", "3"); // it has deletion vectors
        }
        options.find(TableOptions.COMMENT).ifPresent(comment -> properties.put("comment", comment));
        TableName name = Names.table(create.name());
        return new TableDefinition(name, schema, spec(schema, create.partitionedBy()), properties, sql);
    }

    private static Statement.CreateTable normalized(Statement.CreateTable create) {
        return new Statement.CreateTable(
                Statement.Existing.REFUSE,
                create.name(),
                create.columns(),
                create.partitionedBy(),
                create.primaryKey(),
                create.options(),
                create.location());
    }

    private static void refuseBadNames(List<ColumnDefinition> columns) {
        Set<String> taken = new HashSet<>();
        for (ColumnDefinition column : columns) {
            String name = Names.column(column.name());
            if (Names.isReserved(name)) {
                throw new MillraceException(
                                ErrorCode.DUPLICATE_COLUMN,
                                column.location(),
                                "Cannot declare a system column: " + name)
                        .withHint("every table has its system columns; choose another name");
            }
            if (!taken.add(name.toLowerCase(Locale.ROOT))) {
                throw new MillraceException(
                        ErrorCode.DUPLICATE_COLUMN, column.location(), "Cannot declare a column twice: " + name);
            }
        }
    }

    private static PartitionSpec spec(Schema schema, List<Partitioning> partitions) {
        PartitionSpec.Builder builder = PartitionSpec.builderFor(schema);
        for (Partitioning partition : partitions) {
            try {
                add(builder, schema, partition);
            } catch (IllegalArgumentException | ValidationException e) {
                throw new MillraceException(
                        ErrorCode.INVALID_PARTITIONING,
                        partition.location(),
                        "Cannot partition by " + partition.column() + ": " + e.getMessage());
            }
        }
        return builder.build();
    }

    private static void add(PartitionSpec.Builder builder, Schema schema, Partitioning partition) {
        Identifier root = partition.column().root();
        if (root.kind() == Identifier.Kind.SYSTEM && root.name().equalsIgnoreCase("event_date")) {
            builder.day(SystemColumns.EVENT_TIME, "event_date");
            return;
        }

        String column = partition.column().parts().stream().map(Names::column).collect(Collectors.joining("."));
        NestedField field = schema.caseInsensitiveFindField(column);
        if (field == null) {
            throw new MillraceException(
                            ErrorCode.INVALID_PARTITIONING,
                            partition.location(),
                            "Cannot partition by a column that is not declared: " + partition.column())
                    .withHint("declare it in the parentheses, or partition by $event_date; "
                            + Suggestions.hint(
                                    column, List.copyOf(schema.idToName().values())));
        }
        String name = schema.findColumnName(field.fieldId());
        Partitioning.Transform transform = partition.transform();
        if (transform instanceof Partitioning.Bucket bucket) {
            builder.bucket(name, bucket.count());
        } else if (transform instanceof Partitioning.Truncate truncate) {
            builder.truncate(name, truncate.width());
        } else {
            switch ((Partitioning.Simple) transform) {
                case IDENTITY -> builder.identity(name);
                case YEARS -> builder.year(name);
                case MONTHS -> builder.month(name);
                case DAYS -> builder.day(name);
                case HOURS -> builder.hour(name);
            }
        }
    }
}
