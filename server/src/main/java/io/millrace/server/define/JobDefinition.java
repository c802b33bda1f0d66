package io.millrace.server.define;

import static java.util.Objects.requireNonNull;

import io.millrace.kernel.window.Window;
import io.millrace.lake.TableName;
import io.millrace.spi.option.Options;
import io.millrace.sql.tree.Statement.CreateJob;
import java.util.List;
import java.util.Optional;

/**
 * A job as its statement says, names resolved.
 *
 * @param options between the job's name and AS
 * @param sources the tables an insert job reads; none for a copy job
 * @param incremental those of {@code sources} whose commits the job follows
 * @param window of the rows of an insert job, if it has windows
 * @param sql the statement in canonical form
 */
public record JobDefinition(
        CreateJob statement,
        Options options,
        TableName target,
        List<TableName> sources,
        List<TableName> incremental,
        Optional<Window> window,
        String sql) {
    public JobDefinition {
        requireNonNull(statement, "statement is null");
        requireNonNull(options, "options is null");
        requireNonNull(target, "target is null");
        sources = List.copyOf(sources);
        incremental = List.copyOf(incremental);
    }

    public String name() {
        return statement.name().name();
    }
}
