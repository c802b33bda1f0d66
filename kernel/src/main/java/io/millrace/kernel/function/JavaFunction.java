package io.millrace.kernel.function;

import java.util.List;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunction;
import org.duckdb.DuckDBWritableVector;

/**
 * A function of simple values. NULL arguments give NULL, and so does a failure.
 *
 * @param name without its prefix
 * @param body takes Strings, Longs and Doubles, gives one of these, a Boolean or null
 */
public record JavaFunction(String name, ValueType result, List<ValueType> parameters, Body body)
        implements DuckDBScalarFunction {
    /** Computes one value. */
    @FunctionalInterface
    public interface Body {
        Object apply(Object[] arguments) throws Exception;
    }

    public JavaFunction {
        parameters = List.copyOf(parameters);
    }

    /** A function that gives text. */
    public static JavaFunction text(String name, Body body, ValueType... parameters) {
        return new JavaFunction(name, ValueType.TEXT, List.of(parameters), body);
    }

    /** A function that gives a whole number, a Long. */
    public static JavaFunction number(String name, Body body, ValueType... parameters) {
        return new JavaFunction(name, ValueType.LONG, List.of(parameters), body);
    }

    /** A function that gives a Boolean. */
    public static JavaFunction test(String name, Body body, ValueType... parameters) {
        return new JavaFunction(name, ValueType.BOOLEAN, List.of(parameters), body);
    }

    @Override
    public void apply(DuckDBDataChunkReader rows, DuckDBWritableVector results) {
        DuckDBReadableVector[] vectors = new DuckDBReadableVector[parameters.size()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = rows.vector(i);
        }
        Object[] arguments = new Object[vectors.length];
        for (long row = 0; row < rows.rowCount(); row++) {
            write(results, row, read(vectors, row, arguments) ? value(arguments) : null);
        }
    }

    private boolean read(DuckDBReadableVector[] vectors, long row, Object[] arguments) {
        for (int i = 0; i < vectors.length; i++) {
            if (vectors[i].isNull(row)) {
                return false;
            }
            arguments[i] = switch (parameters.get(i)) {
                case TEXT -> vectors[i].getString(row);
                case LONG -> vectors[i].getLong(row);
                case DOUBLE -> vectors[i].getDouble(row);
                case BOOLEAN -> vectors[i].getBoolean(row);
            };
        }
        return true;
    }

    private Object value(Object[] arguments) {
        try {
            return body.apply(arguments);
        } catch (Exception | StackOverflowError e) {
            return null;
        }
    }

    private void write(DuckDBWritableVector results, long row, Object value) {
        if (value == null) {
            results.setNull(row);
            return;
        }
        switch (result) {
            case TEXT -> results.setString(row, (String) value);
            case LONG -> results.setLong(row, (Long) value);
            case DOUBLE -> results.setDouble(row, (Double) value);
            case BOOLEAN -> results.setBoolean(row, (Boolean) value);
        }
    }
}
