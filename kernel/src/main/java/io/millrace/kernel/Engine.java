package io.millrace.kernel;

import io.millrace.kernel.arrow.BatchWriter;
import io.millrace.kernel.arrow.OneBatch;
import io.millrace.kernel.select.TimeConstants;
import io.millrace.kernel.type.DuckType;
import io.millrace.kernel.type.DuckType.Field;
import io.millrace.kernel.type.SqlText;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.duckdb.DuckDBConnection;

/** DuckDB's connection, in the words of this package. Errors are EngineExceptions. */
final class Engine implements TimeConstants, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Engine.class.getName());
    private static final String REPEAT = "EXPLAIN ANALYZE ";

    private final DuckDBConnection connection;
    private final BufferAllocator allocator;
    private volatile Statement running;
    private volatile boolean cancelled;

    Engine(DuckDBConnection connection, BufferAllocator allocator) {
        this.connection = connection;
        this.allocator = allocator;
    }

    void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    String syntaxTree(String sql) {
        return single("SELECT json_serialize_sql(" + SqlText.literal(sql) + ")");
    }

    /** The physical plan of a query, drawn in lines of text. */
    String plan(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("EXPLAIN " + sql)) {
            result.next();
            return result.getString(2);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** The names and types of the result; computes nothing. */
    List<Field> describe(String sql) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ResultSetMetaData result = statement.getMetaData();
            List<Field> fields = new ArrayList<>();
            for (int i = 1; i <= result.getColumnCount(); i++) {
                fields.add(new Field(result.getColumnName(i), DuckType.parse(result.getColumnTypeName(i))));
            }
            return fields;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    BatchCursor stream(String sql, List<Field> fields, ErrorTranslator errors) {
        BatchCursor cursor =
                new BatchCursor(this, sql, fields, e -> errors.translate(e.error(), e), BatchCursor.BATCH_ROWS);
        cursor.open();
        return cursor;
    }

    /** A result of {@code rows} rows in one batch. */
    BatchCursor streamAtOnce(String sql, List<Field> fields, int rows) {
        BatchCursor cursor = new BatchCursor(this, sql, fields, e -> e, rows);
        cursor.open();
        return cursor;
    }

    Statement start() throws SQLException {
        Statement statement = connection.createStatement();
        cancelled = false;
        running = statement;
        return statement;
    }

    void finish(Statement statement) throws SQLException {
        running = null;
        statement.close();
    }

    BufferAllocator allocator() {
        return allocator;
    }

    /** The reason why a streamed query failed: the driver forgets it when the query fails before the first batch. */
    EngineException reason(String sql, Exception failure) {
        DuckError error = DuckError.of(failure);
        if (cancelled) {
            return new EngineException(DuckError.INTERRUPTED, failure);
        }
        if (!error.isBlank()) {
            return new EngineException(error, failure);
        }
        try (Statement statement = start()) {
            statement.execute(REPEAT + sql);
            return new EngineException(error, failure);
        } catch (SQLException e) {
            return new EngineException(
                    cancelled ? DuckError.INTERRUPTED : DuckError.of(e).moved(-REPEAT.length()), failure);
        }
    }

    /** Creates a table from a batch; returns the names of its columns. */
    Set<String> createTable(String name, Batch batch) {
        BatchWriter writer = new BatchWriter(allocator, batch.rows());
        Set<String> names = new HashSet<>();
        for (Column column : batch.columns()) {
            if (names.add(column.name())) {
                writer.add(column.name(), column);
            }
        }
        if (names.isEmpty()) {
            execute("CREATE TEMP TABLE %s AS SELECT 1 FROM range(%d)".formatted(SqlText.name(name), batch.rows()));
            return names;
        }
        withStream(name + ":stream", writer.finish(), stream -> {
            execute("CREATE TEMP TABLE %s AS SELECT * FROM %s".formatted(SqlText.name(name), SqlText.name(stream)));
        });
        return names;
    }

    /** Adds the rows of a batch to a table that has the same columns. */
    void append(String table, Batch batch) {
        BatchWriter writer = new BatchWriter(allocator, batch.rows());
        batch.columns().forEach(column -> writer.add(column.name(), column));
        withStream(
                table + ":stream",
                writer.finish(),
                stream -> execute(
                        "INSERT INTO %s SELECT * FROM %s".formatted(SqlText.name(table), SqlText.name(stream))));
    }

    /** Lets a query scan an Arrow batch once, under a name. */
    void withStream(String name, VectorSchemaRoot batch, Consumer<String> use) {
        try (OneBatch reader = new OneBatch(allocator, batch);
                ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
            Data.exportArrayStream(allocator, reader, stream);
            connection.registerArrowStream(name, stream);
            use.accept(name);
        } catch (IOException e) {
            throw new IllegalStateException("cannot close an Arrow stream", e);
        }
    }

    @Override
    public Duration duration(String sql) {
        String value = constant(
                "SELECT CASE WHEN datepart('month', v) = 0 AND datepart('year', v) = 0 THEN epoch_us(v) END"
                        + " FROM (SELECT CAST((" + sql + ") AS INTERVAL) AS v)",
                sql);
        if (value.startsWith("-")) {
            throw new MillraceException(ErrorCode.INVALID_LITERAL, "Cannot look into the future: " + sql);
        }
        return Duration.of(Long.parseLong(value), ChronoUnit.MICROS);
    }

    @Override
    public Instant instant(String sql) {
        String value = constant("SELECT epoch_us(CAST((" + sql + ") AS TIMESTAMPTZ))", sql);
        return Instant.EPOCH.plus(Long.parseLong(value), ChronoUnit.MICROS);
    }

    private String constant(String query, String sql) {
        try {
            String value = single(query);
            if (value.isEmpty()) {
                throw new MillraceException(ErrorCode.INVALID_LITERAL, "Cannot use as a constant: " + sql)
                        .withHint("an interval of days or less, or a timestamp");
            }
            return value;
        } catch (EngineException e) {
            throw new MillraceException(ErrorCode.INVALID_LITERAL, "Cannot use as a constant: " + sql, e)
                    .withHint(e.error().headline());
        }
    }

    /** The one value of a query as text; empty for NULL. */
    private String single(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            String value = result.getString(1);
            return value == null ? "" : value;
        } catch (SQLException e) {
            throw reason(sql, e);
        }
    }

    void interrupt() {
        Statement statement = running;
        cancelled = true;
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                LOG.log(Level.DEBUG, "nothing to cancel: the query has just ended", e);
            }
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static EngineException failure(SQLException e) {
        return new EngineException(DuckError.of(e), e);
    }
}
