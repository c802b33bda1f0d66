package io.millrace.server.define;

import io.millrace.lake.TableName;
import io.millrace.spi.error.SourceLocation;
import io.millrace.sql.tree.Statement;
import io.millrace.sql.tree.TableChange;

/** A statement that was analysed: it is known to be possible, and all its names are resolved. */
public sealed interface Action {
    SourceLocation location();

    record CreateConnection(ConnectionDefinition definition, SourceLocation location) implements Action {}

    record DropConnection(String name, SourceLocation location) implements Action {}

    record CreateTable(TableDefinition definition, SourceLocation location) implements Action {}

    record AlterTable(TableName name, TableChange change, SourceLocation location) implements Action {}

    /** What becomes of the files of a dropped table. */
    enum Files {
        KEEP,
        DELETE
    }

    record DropTable(TableName name, Files files, SourceLocation location) implements Action {}

    record CreateJob(JobDefinition definition, SourceLocation location) implements Action {}

    /** A materialized view: the table of its states, and the job that writes them. */
    record CreateView(TableDefinition table, JobDefinition job, SourceLocation location) implements Action {}

    record DropView(TableName name, SourceLocation location) implements Action {}

    record AlterJob(JobDefinition definition, SourceLocation location) implements Action {}

    /** How a new version of a job follows the old one. */
    enum Succession {
        /** It goes on where the old one stops. */
        CONTINUE,
        /** It computes all rows anew, and then takes the place of the old one. */
        BACKFILL
    }

    record ReplaceJob(JobDefinition definition, Succession succession, SourceLocation location) implements Action {}

    /** The job stays what it is. */
    record CancelBackfill(String job, SourceLocation location) implements Action {}

    record CreateFunction(FunctionDefinition definition, SourceLocation location) implements Action {}

    record DropFunction(String name, SourceLocation location) implements Action {}

    /** What is done to a job. */
    enum Verb {
        PAUSE,
        RESUME,
        REPLAY,
        DROP
    }

    record ControlJob(String name, Verb verb, SourceLocation location) implements Action {}

    /** There is nothing to do, for a reason. */
    record Nothing(String reason, SourceLocation location) implements Action {}

    /** A query, SHOW, DESCRIBE, EXPLAIN and the like: it changes nothing. */
    record Read(Statement statement, SourceLocation location) implements Action {}
}
