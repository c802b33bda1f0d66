package io.millrace.kernel;

import io.millrace.kernel.relation.DataFileRef;
import io.millrace.kernel.type.SqlText;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import java.util.List;

/** Puts the positions that files tell into a table of the engine, some at a time. */
final class PositionRows {
    private static final int MOST_ROWS = 1 << 16;

    private final Engine engine;
    private final String table;
    private final Column files = new Column("file");
    private final Column positions = new Column("position");
    private int rows;

    PositionRows(Engine engine, String table) {
        this.engine = engine;
        this.table = table;
    }

    void add(List<DataFileRef> refs) {
        engine.execute("CREATE TEMP TABLE " + SqlText.name(table) + " (file BIGINT, position BIGINT)");
        for (int file = 0; file < refs.size(); file++) {
            int index = file;
            refs.get(file).positions().forEach(position -> add(index, position));
        }
        flush();
    }

    private void add(int file, long position) {
        files.longs(Kind.BIGINT).append(rows, file);
        positions.longs(Kind.BIGINT).append(rows, position);
        rows++;
        if (rows == MOST_ROWS) {
            flush();
        }
    }

    private void flush() {
        if (rows > 0) {
            engine.append(table, new Batch(rows, List.of(files, positions)));
            files.clear();
            positions.clear();
            rows = 0;
        }
    }
}
