package io.millrace.sql.parser;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.error.Suggestions;
import io.millrace.sql.grammar.SqlParser;
import io.millrace.sql.tree.ColumnDefinition;
import io.millrace.sql.tree.ColumnPath;
import io.millrace.sql.tree.Partitioning;
import io.millrace.sql.tree.Partitioning.Simple;
import io.millrace.sql.tree.Partitioning.Transform;
import io.millrace.sql.tree.Statement;
import io.millrace.sql.tree.TableChange;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes the statements about tables. */
final class TableBuilder {
    /** Iceberg's specification has the singular, Spark's DDL the plural. */
    private static final Map<String, Simple> TRANSFORMS = Map.of(
            "IDENTITY", Simple.IDENTITY,
            "YEARS", Simple.YEARS,
            "YEAR", Simple.YEARS,
            "MONTHS", Simple.MONTHS,
            "MONTH", Simple.MONTHS,
            "DAYS", Simple.DAYS,
            "DAY", Simple.DAYS,
            "HOURS", Simple.HOURS,
            "HOUR", Simple.HOURS);

    private static final List<String> TRANSFORM_NAMES =
            List.of("years", "months", "days", "hours", "bucket", "truncate", "identity");

    private final Names names;
    private final OptionReader options;
    private final Types types;

    TableBuilder(Names names, OptionReader options) {
        this.names = names;
        this.options = options;
        this.types = new Types(names);
    }

    Statement create(SqlParser.CreateTableContext create) {
        if (create.orderedBy() != null) {
            throw StatementBuilder.unavailable("ORDERED BY", names.location(create.orderedBy()));
        }
        List<ColumnDefinition> columns = create.columns() == null
                ? List.of()
                : create.columns().column().stream().map(types::column).toList();
        List<Partitioning> partitionedBy = create.partitionedBy() == null
                ? List.of()
                : create.partitionedBy().partition().stream()
                        .map(this::partitioning)
                        .toList();
        List<ColumnPath> primaryKey = create.primaryKey() == null
                ? List.of()
                : names.columnPaths(create.primaryKey().columnPath());
        return new Statement.CreateTable(
                StatementBuilder.existing(create.ifNotExists()),
                names.qualifiedName(create.qualifiedName()),
                columns,
                partitionedBy,
                primaryKey,
                options.read(create.option()),
                names.location(create));
    }

    Statement alter(SqlParser.AlterTableContext alter) {
        return new Statement.AlterTable(
                names.qualifiedName(alter.qualifiedName()), change(alter.tableChange()), names.location(alter));
    }

    Statement drop(SqlParser.DropTableContext drop) {
        return new Statement.DropTable(
                StatementBuilder.missing(drop.ifExists()),
                names.qualifiedName(drop.qualifiedName()),
                options.read(drop.option()),
                names.location(drop));
    }

    private TableChange change(SqlParser.TableChangeContext context) {
        if (context instanceof SqlParser.ChangeOptionsContext change) {
            return new TableChange.SetOptions(options.read(change.setOptions().option()));
        }
        if (context instanceof SqlParser.AddColumnContext add) {
            return new TableChange.AddColumn(names.columnPath(add.columnPath()), types.type(add.dataType()));
        }
        if (context instanceof SqlParser.RenameColumnContext rename) {
            return new TableChange.RenameColumn(
                    names.columnPath(rename.columnPath()), names.identifier(rename.identifier()));
        }
        SqlParser.DropColumnContext drop = (SqlParser.DropColumnContext) context;
        return new TableChange.DropColumn(names.columnPath(drop.columnPath()));
    }

    private Partitioning partitioning(SqlParser.PartitionContext context) {
        SourceLocation place = names.location(context);
        if (context.columnPath() != null) {
            return new Partitioning(names.columnPath(context.columnPath()), Simple.IDENTITY, place);
        }

        String name = context.transform.getText().toUpperCase(Locale.ROOT);
        Simple simple = TRANSFORMS.get(name);
        if (simple != null) {
            return new Partitioning(columnArgument(context, 0, 1), simple, place);
        }
        return switch (name) {
            case "BUCKET" -> parametric(context, new Partitioning.Bucket(numberArgument(context, "bucket count")));
            case "TRUNCATE" -> parametric(context, new Partitioning.Truncate(numberArgument(context, "width")));
            default ->
                throw new MillraceException(
                                ErrorCode.INVALID_PARTITIONING,
                                place,
                                "Cannot find partition transform: " + context.transform.getText())
                        .withHint(Suggestions.hint(context.transform.getText(), TRANSFORM_NAMES));
        };
    }

    private Partitioning parametric(SqlParser.PartitionContext context, Transform transform) {
        return new Partitioning(columnArgument(context, 1, 2), transform, names.location(context));
    }

    private ColumnPath columnArgument(SqlParser.PartitionContext context, int index, int count) {
        if (context.argument().size() != count || context.argument(index).columnPath() == null) {
            throw badArguments(context);
        }
        return names.columnPath(context.argument(index).columnPath());
    }

    private int numberArgument(SqlParser.PartitionContext context, String what) {
        if (context.argument(0).INTEGER() == null) {
            throw badArguments(context);
        }
        return names.number(context.argument(0).INTEGER().getSymbol(), what, 1, Integer.MAX_VALUE);
    }

    private MillraceException badArguments(SqlParser.PartitionContext context) {
        return new MillraceException(
                        ErrorCode.INVALID_PARTITIONING,
                        names.location(context),
                        "Cannot read partition transform: " + context.getText())
                .withHint("write days(column), bucket(16, column) or truncate(4, column)");
    }
}
