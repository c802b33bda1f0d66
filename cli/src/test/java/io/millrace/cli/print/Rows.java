package io.millrace.cli.print;

import io.millrace.server.Result;
import io.millrace.server.Result.Heading;
import java.util.List;
import java.util.Optional;

/** A table in memory; an empty element is NULL. */
final class Rows implements Result.Table {
    private final List<Heading> columns;
    private final List<List<Optional<Object>>> rows;
    private final List<String> notes;
    private int current = -1;
    private boolean closed;

    Rows(List<Heading> columns, List<List<Optional<Object>>> rows) {
        this(columns, rows, List.of());
    }

    Rows(List<Heading> columns, List<List<Optional<Object>>> rows, List<String> notes) {
        this.notes = notes;
        this.columns = columns;
        this.rows = rows;
    }

    @Override
    public List<Heading> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        current++;
        return current < rows.size();
    }

    @Override
    public Optional<Object> value(int column) {
        return rows.get(current).get(column);
    }

    @Override
    public String json() {
        return "{\"row\":" + current + "}";
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
