package io.millrace.kernel;

import io.millrace.kernel.arrow.BatchReader;
import io.millrace.kernel.type.DuckType.Field;
import io.millrace.spi.batch.Batch;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBResultSet;

/** The rows of a result, batch by batch, computed as they are taken. Used by the thread of its session. */
public final class BatchCursor implements AutoCloseable {
    /** How many rows a batch has at most, unless the reader wants it otherwise. */
    static final int BATCH_ROWS = 8192;

    private final Engine engine;
    private final String sql;
    private final List<Field> fields;
    private final Function<EngineException, RuntimeException> errors;
    private final int batchRows;
    private final BatchReader batches;
    private Optional<Open> open = Optional.empty();

    private record Open(Statement statement, ResultSet result, ArrowReader reader) {}

    BatchCursor(
            Engine engine,
            String sql,
            List<Field> fields,
            Function<EngineException, RuntimeException> errors,
            int batchRows) {
        this.engine = engine;
        this.sql = sql;
        this.fields = List.copyOf(fields);
        this.errors = errors;
        this.batchRows = batchRows;
        this.batches = new BatchReader(fields);
    }

    void open() {
        try {
            Statement statement = engine.start();
            try {
                ResultSet result = statement.executeQuery(sql);
                ArrowReader reader = (ArrowReader)
                        result.unwrap(DuckDBResultSet.class).arrowExportStream(engine.allocator(), batchRows);
                open = Optional.of(new Open(statement, result, reader));
            } catch (SQLException e) {
                engine.finish(statement);
                throw e;
            }
        } catch (SQLException e) {
            throw engine.reason(sql, e);
        }
    }

    /** The columns of every batch. */
    public List<Field> fields() {
        return fields;
    }

    /**
     * The next rows, at most 8192 and never none; empty behind the last. The batch is valid until the next call.
     *
     * @throws io.millrace.spi.error.MillraceException see {@link KernelSession#stream}; the cursor is closed then
     */
    public Optional<Batch> next() {
        if (open.isEmpty()) {
            return Optional.empty();
        }
        try {
            ArrowReader reader = open.get().reader();
            while (reader.loadNextBatch()) {
                if (reader.getVectorSchemaRoot().getRowCount() > 0) {
                    return Optional.of(batches.read(reader.getVectorSchemaRoot()));
                }
            }
        } catch (IOException e) {
            close();
            throw errors.apply(engine.reason(sql, e));
        }
        close();
        return Optional.empty();
    }

    /** Ends the query, finished or not. */
    @Override
    public void close() {
        if (open.isEmpty()) {
            return;
        }
        Open closing = open.get();
        open = Optional.empty();
        try {
            closing.reader().close();
            closing.result().close();
            engine.finish(closing.statement());
        } catch (IOException | SQLException e) {
            throw new EngineException(DuckError.of(e), e);
        }
    }
}
