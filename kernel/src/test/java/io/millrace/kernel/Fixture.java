package io.millrace.kernel;

import io.millrace.kernel.relation.DataFileRef;
import io.millrace.kernel.relation.FileRelation;
import io.millrace.kernel.relation.Relation;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.NameDefaults;
import io.millrace.kernel.select.RunTimes;
import io.millrace.kernel.select.SelectText;
import io.millrace.kernel.select.TableUse;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.error.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.Schema;

/** A kernel over a directory of Parquet files, and the tables made of them. */
public final class Fixture implements AutoCloseable {
    public static final Set<String> SYSTEM = Set.of("_commit_time", "_event_time", "_topic", "_offset");
    public static final NameDefaults DEFAULTS = new NameDefaults("lake", "raw");

    private final Path directory;
    private final Map<String, Relation> tables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    public final Kernel kernel;
    public final KernelSession session;
    private int files;

    public Fixture() {
        try {
            directory = Files.createTempDirectory("kernel");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        kernel = Kernel.open(new KernelSettings(1L << 30, directory.resolve("spill"), List.of(directory)));
        session = kernel.session();
    }

    /** Where its files are. */
    public Path directory() {
        return directory;
    }

    /** Writes a Parquet file with DuckDB. */
    public DataFileRef write(String select, String fieldIds) {
        Path file = directory.resolve("f" + files++ + ".parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET timezone = 'UTC'");
            statement.execute("COPY (%s) TO '%s' (FORMAT parquet, FIELD_IDS {%s})".formatted(select, file, fieldIds));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new DataFileRef(file.toString());
    }

    public void table(String name, Schema schema, DataFileRef... data) {
        tables.put(name, new FileRelation(schema, List.of(data), SYSTEM));
    }

    public void table(String name, Relation relation) {
        tables.put(name, relation);
    }

    public Relation find(TableUse table) {
        Relation relation = tables.get(table.name().toString());
        if (relation == null) {
            throw new MillraceException(ErrorCode.TABLE_NOT_FOUND, "Cannot find table: " + table.name())
                    .withHint(Suggestions.hint(table.name().toString(), tables.keySet()));
        }
        return relation;
    }

    public AnalyzedSelect analyze(String sql) {
        return session.analyze(new SelectText(sql, new SourceLocation("w.sql", 1, 1)), DEFAULTS);
    }

    public BoundSelect bind(String sql) {
        return session.bind(analyze(sql), this::find);
    }

    public List<String> columns(String sql) {
        return bind(sql).columns().stream().map(OutputColumn::name).toList();
    }

    /** The rows of a query as JSON. */
    public List<String> rows(String sql) {
        return rows(sql, RunTimes.NONE);
    }

    public List<String> rows(SelectText text) {
        return rows(session.analyze(text, DEFAULTS), RunTimes.NONE);
    }

    public List<String> rows(String sql, RunTimes run) {
        return rows(analyze(sql), run);
    }

    private List<String> rows(AnalyzedSelect select, RunTimes run) {
        List<String> lines = new ArrayList<>();
        try (Rows rows = session.query(select, this::find, run)) {
            while (rows.next()) {
                lines.add(rows.json());
            }
        }
        return lines;
    }

    @Override
    public void close() {
        session.close();
        kernel.close();
    }
}
