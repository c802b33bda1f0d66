package io.millrace.kernel;

import io.millrace.kernel.arrow.Values;
import io.millrace.spi.batch.Batch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of a result one by one, for printing. */
public final class Rows implements AutoCloseable {
    private final List<OutputColumn> columns;
    private final BatchCursor cursor;
    private Optional<Batch> batch = Optional.empty();
    private int row = -1;

    Rows(List<OutputColumn> columns, BatchCursor cursor) {
        this.columns = columns;
        this.cursor = cursor;
    }

    /** The columns with the types the query gives them. */
    public List<OutputColumn> columns() {
        return columns;
    }

    /** Steps to the next row; false behind the last. */
    public boolean next() {
        row++;
        while (batch.isEmpty() || row >= batch.get().rows()) {
            batch = cursor.next();
            row = 0;
            if (batch.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** The value of a column, counted from 0, in the current row; see {@link Values#at} for its class. */
    public Optional<Object> value(int column) {
        return Values.at(batch.orElseThrow().columns().get(column), row);
    }

    /** The current row as a JSON object on one line. */
    public String json() {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            object.put(key(object, columns.get(i).name()), value(i).orElse(null));
        }
        return Values.json(object);
    }

    /** A second column of the same name gets a number, as DuckDB does it in tables. */
    private static String key(Map<String, Object> object, String name) {
        String key = name;
        for (int i = 1; object.containsKey(key); i++) {
            key = name + "_" + i;
        }
        return key;
    }

    @Override
    public void close() {
        cursor.close();
    }
}
