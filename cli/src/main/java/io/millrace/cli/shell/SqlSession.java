package io.millrace.cli.shell;

import static java.util.Objects.requireNonNull;

import io.millrace.cli.context.Opener;
import io.millrace.server.Millrace;
import io.millrace.server.Result;
import io.millrace.server.RunMode;
import io.millrace.sql.tree.Statement;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Executes statements one after the other. Opens the data directory for reading, and takes its ownership with the first
 * statement that changes something; {@link #release} gives it up. Not safe for use by two threads.
 */
public final class SqlSession implements AutoCloseable {
    private final Opener opener;
    private final Path dataDirectory;
    private Optional<Millrace> reader = Optional.empty();
    private Optional<Millrace> owner = Optional.empty();

    public SqlSession(Opener opener, Path dataDirectory) {
        this.opener = requireNonNull(opener, "opener is null");
        this.dataDirectory = requireNonNull(dataDirectory, "dataDirectory is null");
    }

    /** The result; close it if it is a table, before the next call. */
    public Result execute(Statement statement) {
        return millrace(statement).execute(statement);
    }

    /** The names that there are: of tables, columns, jobs and connections; tables with their catalog and schema. */
    public List<String> names() {
        return owner.orElseGet(this::reader).names();
    }

    /** Lets other processes own the data directory. */
    public void release() {
        owner.ifPresent(Millrace::close);
        owner = Optional.empty();
    }

    @Override
    public void close() {
        release();
        reader.ifPresent(Millrace::close);
        reader = Optional.empty();
    }

    private Millrace millrace(Statement statement) {
        if (owner.isPresent()) {
            return owner.get();
        }
        if (reads(statement)) {
            return reader();
        }
        Millrace opened = opener.own(dataDirectory, RunMode.CONTINUOUS);
        owner = Optional.of(opened);
        return opened;
    }

    private Millrace reader() {
        Millrace opened = reader.orElseGet(() -> opener.read(dataDirectory));
        reader = Optional.of(opened);
        return opened;
    }

    private static boolean reads(Statement statement) {
        return statement instanceof Statement.Query
                || statement instanceof Statement.Show
                || statement instanceof Statement.ShowCreate
                || statement instanceof Statement.Describe
                || statement instanceof Statement.ExplainJob
                || statement instanceof Statement.ExplainQuery
                || statement instanceof Statement.Preview
                || statement instanceof Statement.CheckJob;
    }
}
