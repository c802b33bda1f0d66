package io.millrace.kernel;

import io.millrace.kernel.relation.StoredRelation;
import io.millrace.kernel.select.Rendered;
import io.millrace.kernel.type.IcebergTypes;
import io.millrace.kernel.type.SqlText;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** The rows of a query, kept by the kernel in the order in which it yielded them. Belongs to its session. */
public final class StoredResult implements AutoCloseable {
    /** The column of {@link #relation} that tells rows apart: a BIGINT that ascends in the order of the result. */
    public static final String ROW = "_stored_row";

    private static final String RESULT = "millrace:result";
    private static final String REMOVED = "millrace:removed";

    private final KernelSession session;
    private final String table;
    private final BoundSelect bound;
    private final Function<Rendered, ErrorTranslator> errors;

    private StoredResult(
            KernelSession session, String table, BoundSelect bound, Function<Rendered, ErrorTranslator> errors) {
        this.session = session;
        this.table = table;
        this.bound = bound;
        this.errors = errors;
    }

    /** @param number that no other result of the session has */
    static StoredResult of(
            KernelSession session,
            int number,
            BoundSelect bound,
            Rendered query,
            Function<Rendered, ErrorTranslator> errors) {
        String table = RESULT + number;
        StringBuilder names = new StringBuilder("\n) AS result(");
        for (int i = 0; i < bound.columns().size(); i++) {
            names.append(i == 0 ? "c" : ", c").append(i);
        }
        Rendered create = query.within(
                "CREATE TEMP TABLE " + SqlText.name(table) + " AS SELECT * FROM (",
                names.append(')').toString());
        try {
            session.engine().execute(create.text());
        } catch (EngineException e) {
            throw errors.apply(create).translate(e.error(), e);
        }
        return new StoredResult(session, table, bound, errors);
    }

    /** The rows as a table of a query: the columns that have types of Iceberg, under the names of the result. */
    public StoredRelation relation() {
        return relation(bound, table);
    }

    /** What {@link #relation} will be, to bind against. */
    public static StoredRelation relation(BoundSelect bound) {
        return relation(bound, RESULT);
    }

    private static StoredRelation relation(BoundSelect bound, String table) {
        List<NestedField> fields = new ArrayList<>();
        Map<String, String> expressions = new HashMap<>();
        Map<String, String> taken = new HashMap<>();
        for (int i = 0; i < bound.columns().size(); i++) {
            OutputColumn column = bound.columns().get(i);
            String name = column.name();
            boolean usable = IcebergTypes.exported(column.type()).isPresent();
            if (usable && taken.put(name.toLowerCase(Locale.ROOT), name) == null) {
                fields.add(NestedField.optional(1_000_000 + i, name, column.icebergType()));
                expressions.put(name, "c" + i);
            }
        }
        fields.add(NestedField.optional(999_999, ROW, Types.LongType.get()));
        expressions.put(ROW, "rowid");
        return new StoredRelation(new Schema(fields), table, expressions);
    }

    /** The rows that are left, in order. */
    public BatchCursor stream(Projection projection) {
        Rendered sql = projection.wrap(Rendered.made("SELECT * FROM " + SqlText.name(table)));
        ErrorTranslator translator = errors.apply(sql);
        return session.open(() -> {
            try {
                return session.engine().stream(sql.text(), projection.fields(), translator);
            } catch (EngineException e) {
                throw translator.translate(e.error(), e);
            }
        });
    }

    /** Removes rows by their {@link #ROW}. */
    public void remove(long[] rows) {
        session.closeCursor();
        Column column = new Column("r");
        for (int i = 0; i < rows.length; i++) {
            column.longs(Kind.BIGINT).append(i, rows[i]);
        }
        if (rows.length > 0) {
            Engine engine = session.engine();
            engine.createTable(REMOVED, new Batch(rows.length, List.of(column)));
            engine.execute("DELETE FROM %s WHERE rowid IN (SELECT r FROM %s)"
                    .formatted(SqlText.name(table), SqlText.name(REMOVED)));
            engine.execute("DROP TABLE " + SqlText.name(REMOVED));
        }
    }

    @Override
    public void close() {
        session.closeCursor();
        session.engine().execute("DROP TABLE IF EXISTS " + SqlText.name(table));
    }
}
