package io.millrace.server.query;

import io.millrace.kernel.KernelSession;
import io.millrace.kernel.Rows;
import io.millrace.lake.storage.FileCache;
import io.millrace.server.Result;
import java.util.List;
import java.util.Optional;

/** The rows of a query, with the session that computes them and the files that it reads. */
final class QueryResult implements Result.Table {
    private final KernelSession session;
    private final Rows rows;
    private final FileCache.Lease files;
    private final List<String> notes;
    private long left;

    QueryResult(KernelSession session, Rows rows, FileCache.Lease files, long limit, List<String> notes) {
        this.notes = List.copyOf(notes);
        this.session = session;
        this.rows = rows;
        this.files = files;
        this.left = limit;
    }

    @Override
    public List<Result.Heading> columns() {
        return rows.columns().stream()
                .map(column -> new Result.Heading(column.name(), column.type().text()))
                .toList();
    }

    @Override
    public boolean next() {
        return left-- > 0 && rows.next();
    }

    @Override
    public Optional<Object> value(int column) {
        return rows.value(column);
    }

    @Override
    public String json() {
        return rows.json();
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public void close() {
        rows.close();
        session.close();
        files.close();
    }
}
