package io.millrace.server.query;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.TableName;
import io.millrace.server.Result;
import io.millrace.server.define.ConnectionDefinition;
import io.millrace.server.define.Definitions;
import io.millrace.server.define.FunctionDefinition;
import io.millrace.server.define.JobDefinition;
import io.millrace.server.define.Names;
import io.millrace.server.define.Parsed;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Suggestions;
import io.millrace.spi.option.OptionSet;
import io.millrace.sql.SqlFormatter;
import io.millrace.sql.tree.ObjectKind;
import io.millrace.sql.tree.QualifiedName;
import io.millrace.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;

/** SHOW, DESCRIBE and SHOW CREATE: queries over the system tables, and statements as they were written. */
public final class Listings {
    private final Queries queries;
    private final Definitions definitions;
    private final Function<Statement, OptionSet[]> options;

    /** @param options all options that a statement may have, so that secrets are not shown */
    public Listings(Queries queries, Definitions definitions, Function<Statement, OptionSet[]> options) {
        this.queries = requireNonNull(queries, "queries is null");
        this.definitions = requireNonNull(definitions, "definitions is null");
        this.options = requireNonNull(options, "options is null");
    }

    public Result show(Statement.Show show) {
        return queries.run(
                switch (show.listing()) {
                    case CONNECTIONS -> "FROM system.information_schema.connections";
                    case TABLES ->
                        "SELECT catalog || '.' || schema || '.' || name AS \"table\", columns, rows, files, bytes,"
                                + " comment FROM system.information_schema.tables ORDER BY 1";
                    case JOBS ->
                        "SELECT name, state, version, rows, rejects, runs, last_commit, error, backfill FROM system.monitoring.jobs";
                    case VIEWS ->
                        "SELECT v.catalog || '.' || v.schema || '.' || v.name AS \"view\", v.keys, v.columns, v.source, j.state,"
                                + " j.last_commit, j.error FROM system.information_schema.views v"
                                + " JOIN system.monitoring.jobs j ON j.name = v.catalog || '.' || v.schema || '.' || v.name ORDER BY 1";
                    case FUNCTIONS ->
                        "SELECT name, family, signature, description FROM system.information_schema.functions"
                                + " UNION ALL BY NAME SELECT DISTINCT function_name AS name, 'duckdb' AS family,"
                                + " description FROM duckdb_functions() WHERE function_name ~ '^[a-z_0-9]+$'"
                                + " AND schema_name <> 'fn' AND NOT starts_with(function_name, 'java_')"
                                + " AND function_name NOT IN (SELECT lower(name) FROM system.information_schema.functions"
                                + " WHERE family = 'user')"
                                + " ORDER BY family, name, signature";
                });
    }

    public Result describe(Statement.Describe describe) {
        String last = last(describe.name());
        boolean isView = describe.kind().map(kind -> kind == ObjectKind.VIEW).orElse(true);
        if (isView
                && definitions
                        .table(Names.table(describe.name()))
                        .flatMap(Definitions.Table::view)
                        .isPresent()) {
            return view(Names.table(describe.name()));
        }
        boolean isTable = describe.kind().map(kind -> kind == ObjectKind.TABLE).orElse(true);
        if (isTable && isSystem(describe.name())) {
            return describeSystem(describe.name());
        }
        if (isTable && definitions.table(Names.table(describe.name())).isPresent()) {
            TableName name = Names.table(describe.name());
            return queries.run(
                    ("SELECT name, data_type, comment FROM system.information_schema.columns WHERE catalog = '%s'"
                                    + " AND schema = '%s' AND \"table\" = '%s' ORDER BY position")
                            .formatted(text(name.catalog()), text(name.schema()), text(name.table())));
        }
        return new Result.Done(statement(describe.kind(), describe.name(), last));
    }

    private Result describeSystem(QualifiedName name) {
        Schema schema = queries.systemTables()
                .schema(name.parts().get(1).name(), last(name))
                .orElseThrow(() -> new MillraceException(
                                ErrorCode.TABLE_NOT_FOUND, name.location(), "Cannot find table: " + name)
                        .withHint(Suggestions.hint(
                                name.toString(), queries.systemTables().names())));
        String columns = schema.columns().stream()
                .map(column -> "('%s', '%s')".formatted(column.name(), SqlTypes.of(column.type())))
                .collect(Collectors.joining(", "));
        return queries.run("FROM (VALUES " + columns + ") t(name, data_type)");
    }

    private Result view(TableName name) {
        String rows = queries.columns(name).stream()
                .map(field -> "('%s', '%s')".formatted(text(field.name()), text(SqlTypes.of(field.type()))))
                .collect(Collectors.joining(", "));
        return queries.run(
                rows.isEmpty()
                        ? "SELECT '' AS name, '' AS data_type WHERE FALSE"
                        : "SELECT * FROM (VALUES " + rows + ") AS columns(name, data_type)");
    }

    public Result showCreate(Statement.ShowCreate show) {
        return new Result.Done(statement(Optional.of(show.kind()), show.name(), last(show.name())));
    }

    private String statement(Optional<ObjectKind> kind, QualifiedName name, String last) {
        boolean isView = kind.filter(other -> other == ObjectKind.VIEW).isPresent();
        Optional<String> table = kind.filter(other -> other != ObjectKind.TABLE).isPresent()
                ? Optional.empty()
                : definitions
                        .table(Names.table(name))
                        .map(Definitions.Table::sql)
                        .filter(sql -> !sql.isEmpty());
        Optional<String> job = kind.filter(other -> other != ObjectKind.JOB && other != ObjectKind.VIEW)
                        .isPresent()
                ? Optional.empty()
                : definitions.job(isView ? Names.table(name).toString() : last).map(JobDefinition::sql);
        Optional<String> connection =
                kind.filter(other -> other != ObjectKind.CONNECTION).isPresent()
                        ? Optional.empty()
                        : definitions.connection(last).map(ConnectionDefinition::sql);
        Optional<String> function =
                kind.filter(other -> other != ObjectKind.FUNCTION).isPresent()
                        ? Optional.empty()
                        : definitions.function(last).map(FunctionDefinition::sql);
        String sql =
                table.or(() -> job).or(() -> connection).or(() -> function).orElseThrow(() -> notFound(kind, name));
        Statement statement = Parsed.statement(name.toString(), sql);
        return SqlFormatter.redacted(statement, options.apply(statement)) + ";";
    }

    private MillraceException notFound(Optional<ObjectKind> kind, QualifiedName name) {
        ErrorCode code = kind.map(known -> switch (known) {
                    case TABLE -> ErrorCode.TABLE_NOT_FOUND;
                    case JOB -> ErrorCode.JOB_NOT_FOUND;
                    case VIEW -> ErrorCode.VIEW_NOT_FOUND;
                    case FUNCTION -> ErrorCode.FUNCTION_NOT_FOUND;
                    case CONNECTION -> ErrorCode.CONNECTION_NOT_FOUND;
                })
                .orElse(ErrorCode.TABLE_NOT_FOUND);
        List<String> known = new ArrayList<>();
        definitions.tables().forEach(table -> known.add(table.toString()));
        definitions.jobs().forEach(job -> known.add(job.name()));
        definitions.connections().forEach(connection -> known.add(connection.name()));
        definitions.functions().forEach(function -> known.add(function.name()));
        String what =
                kind.map(word -> word.words().toLowerCase(Locale.ROOT)).orElse("table, job, connection or function");
        return new MillraceException(code, name.location(), "Cannot find " + what + ": " + name)
                .withHint(Suggestions.hint(name.toString(), known));
    }

    private static boolean isSystem(QualifiedName name) {
        return name.parts().size() == 3 && name.parts().get(0).name().equalsIgnoreCase(SystemTables.CATALOG);
    }

    private static String last(QualifiedName name) {
        return name.parts().get(name.parts().size() - 1).name();
    }

    private static String text(String value) {
        return value.replace("'", "''");
    }
}
