package io.millrace.sql.tree;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.option.OptionAssignment;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** A statement of a worksheet, as written. A new kind: a rule in SqlParser.g4, a record here; the compiler names the rest. */
public sealed interface Statement {
    /** Where the statement begins. */
    SourceLocation location();

    /** What to do if the thing to create exists. */
    enum Existing {
        REFUSE,
        /** {@code IF NOT EXISTS}. */
        KEEP,
        /** {@code OR REPLACE}, of jobs. */
        REPLACE
    }

    /** What to do if the thing to drop does not exist. */
    enum Missing {
        REFUSE,
        /** {@code IF EXISTS}. */
        IGNORE
    }

    /** How a job starts. */
    enum Start {
        /** On its own, beside its neighbours. */
        INDEPENDENT,
        /** {@code SYNC}: in step with the other SYNC jobs of its chain. */
        SYNC
    }

    /** What {@code SHOW} lists. */
    enum Listing {
        CONNECTIONS,
        TABLES,
        JOBS,
        FUNCTIONS,
        /** {@code MATERIALIZED VIEWS}. */
        VIEWS
    }

    /** A job to look at: one that exists, or one written out. */
    sealed interface JobSubject {
        record Named(Identifier name) implements JobSubject {}

        record Written(CreateJob job) implements JobSubject {}
    }

    /** {@code CREATE type CONNECTION}; the type in upper case. */
    record CreateConnection(
            Existing existing,
            Optional<String> type,
            Identifier name,
            List<OptionAssignment> options,
            SourceLocation location)
            implements Statement {
        public CreateConnection {
            requireNonNull(existing, "existing is null");
            type = type.map(word -> word.toUpperCase(Locale.ROOT));
            requireNonNull(name, "name is null");
            options = List.copyOf(options);
            requireNonNull(location, "location is null");
        }
    }

    /** {@code ALTER type CONNECTION ... SET}. */
    record AlterConnection(
            Optional<String> type, Identifier name, List<OptionAssignment> options, SourceLocation location)
            implements Statement {
        public AlterConnection {
            type = type.map(word -> word.toUpperCase(Locale.ROOT));
            requireNonNull(name, "name is null");
            options = List.copyOf(options);
            requireNonNull(location, "location is null");
        }
    }

    /** {@code DROP type CONNECTION}. */
    record DropConnection(Missing missing, Optional<String> type, Identifier name, SourceLocation location)
            implements Statement {
        public DropConnection {
            requireNonNull(missing, "missing is null");
            type = type.map(word -> word.toUpperCase(Locale.ROOT));
            requireNonNull(name, "name is null");
            requireNonNull(location, "location is null");
        }
    }

    /** {@code CREATE TABLE}; a table without columns discovers all of them. */
    record CreateTable(
            Existing existing,
            QualifiedName name,
            List<ColumnDefinition> columns,
            List<Partitioning> partitionedBy,
            List<ColumnPath> primaryKey,
            List<OptionAssignment> options,
            SourceLocation location)
            implements Statement {
        public CreateTable {
            requireNonNull(existing, "existing is null");
            requireNonNull(name, "name is null");
            columns = List.copyOf(columns);
            partitionedBy = List.copyOf(partitionedBy);
            primaryKey = List.copyOf(primaryKey);
            options = List.copyOf(options);
            requireNonNull(location, "location is null");
        }
    }

    /** {@code ALTER TABLE}. */
    record AlterTable(QualifiedName name, TableChange change, SourceLocation location) implements Statement {
        public AlterTable {
            requireNonNull(name, "name is null");
            requireNonNull(change, "change is null");
            requireNonNull(location, "location is null");
        }
    }

    /** {@code DROP TABLE}. */
    record DropTable(Missing missing, QualifiedName name, List<OptionAssignment> options, SourceLocation location)
            implements Statement {
        public DropTable {
            requireNonNull(missing, "missing is null");
            requireNonNull(name, "name is null");
            options = List.copyOf(options);
            requireNonNull(location, "location is null");
        }
    }

    /** {@code CREATE [SYNC] JOB}, and {@code CREATE [SYNC] MATERIALIZED VIEW}, whose job bears the name of the view. */
    record CreateJob(
            Start start,
            Existing existing,
            Identifier name,
            List<OptionAssignment> options,
            JobBody body,
            SourceLocation location)
            implements Statement {
        public CreateJob {
            requireNonNull(start, "start is null");
            requireNonNull(existing, "existing is null");
            requireNonNull(name, "name is null");
            options = List.copyOf(options);
            requireNonNull(body, "body is null");
            requireNonNull(location, "location is null");
        }
    }

    /** {@code ALTER JOB ... SET}. */
    record AlterJob(Identifier name, List<OptionAssignment> options, SourceLocation location) implements Statement {
        public AlterJob {
            requireNonNull(name, "name is null");
            options = List.copyOf(options);
            requireNonNull(location, "location is null");
        }
    }

    /** {@code ALTER JOB ... ADD EXPECTATION}. */
    record AddExpectation(Identifier job, Expectation expectation, SourceLocation location) implements Statement {
        public AddExpectation {
            requireNonNull(job, "job is null");
            requireNonNull(expectation, "expectation is null");
            requireNonNull(location, "location is null");
        }
    }

    /** {@code ALTER JOB ... DROP EXPECTATION}. */
    record DropExpectation(Identifier job, Identifier expectation, SourceLocation location) implements Statement {
        public DropExpectation {
            requireNonNull(job, "job is null");
            requireNonNull(expectation, "expectation is null");
            requireNonNull(location, "location is null");
        }
    }

    /** {@code PAUSE JOB}. */
    record PauseJob(Identifier name, SourceLocation location) implements Statement {
        public PauseJob {
            requireNonNull(name, "name is null");
            requireNonNull(location, "location is null");
        }
    }

    /** {@code RESUME JOB}. */
    record ResumeJob(Identifier name, SourceLocation location) implements Statement {
        public ResumeJob {
            requireNonNull(name, "name is null");
            requireNonNull(location, "location is null");
        }
    }

    /** {@code REPLAY REJECTS OF JOB}. */
    record ReplayRejects(Identifier name, SourceLocation location) implements Statement {
        public ReplayRejects {
            requireNonNull(name, "name is null");
            requireNonNull(location, "location is null");
        }
    }

    /** {@code DROP JOB}. */
    record DropJob(Missing missing, Identifier name, SourceLocation location) implements Statement {
        public DropJob {
            requireNonNull(missing, "missing is null");
            requireNonNull(name, "name is null");
            requireNonNull(location, "location is null");
        }
    }

    /** {@code ALTER MATERIALIZED VIEW ... SET}. */
    record AlterView(QualifiedName name, List<OptionAssignment> options, SourceLocation location) implements Statement {
        public AlterView {
            requireNonNull(name, "name is null");
            options = List.copyOf(options);
            requireNonNull(location, "location is null");
        }
    }

    /** {@code PAUSE}, {@code RESUME} or {@code DROP MATERIALIZED VIEW}. */
    record ViewCommand(Verb verb, Missing missing, QualifiedName name, SourceLocation location) implements Statement {
        /** What is done to the view. */
        public enum Verb {
            PAUSE,
            RESUME,
            DROP
        }

        public ViewCommand {
            requireNonNull(verb, "verb is null");
            requireNonNull(missing, "missing is null");
            requireNonNull(name, "name is null");
            requireNonNull(location, "location is null");
        }
    }

    /**
     * {@code CREATE FUNCTION name(argument type, ...) RETURNS type LANGUAGE language}.
     *
     * @param language in upper case
     */
    record CreateFunction(
            Present present,
            Identifier name,
            List<ColumnDefinition> arguments,
            DataType returns,
            String language,
            NullInput nullInput,
            List<OptionAssignment> options,
            SourceLocation location)
            implements Statement {
        /** What to do if there is a function of that name. */
        public enum Present {
            REFUSE,
            /** {@code IF NOT EXISTS}. */
            KEEP,
            /** {@code OR REPLACE}. */
            REPLACE
        }

        /** What becomes of a call with an argument that is NULL. */
        public enum NullInput {
            /** It is NULL: {@code RETURNS NULL ON NULL INPUT}, as if nothing is said. */
            RETURNS_NULL,
            /** It is made: {@code CALLED ON NULL INPUT}. */
            CALLED
        }

        public CreateFunction {
            requireNonNull(present, "present is null");
            requireNonNull(name, "name is null");
            arguments = List.copyOf(arguments);
            requireNonNull(returns, "returns is null");
            language = language.toUpperCase(Locale.ROOT);
            requireNonNull(nullInput, "nullInput is null");
            options = List.copyOf(options);
            requireNonNull(location, "location is null");
        }
    }

    /** {@code DROP FUNCTION}. */
    record DropFunction(Missing missing, Identifier name, SourceLocation location) implements Statement {
        public DropFunction {
            requireNonNull(missing, "missing is null");
            requireNonNull(name, "name is null");
            requireNonNull(location, "location is null");
        }
    }

    /** {@code EXPLAIN} of a job that exists or of one written out. */
    record ExplainJob(JobSubject job, SourceLocation location) implements Statement {
        public ExplainJob {
            requireNonNull(job, "job is null");
            requireNonNull(location, "location is null");
        }
    }

    /** {@code EXPLAIN SELECT ...}. */
    record ExplainQuery(SqlText query, SourceLocation location) implements Statement {
        public ExplainQuery {
            requireNonNull(query, "query is null");
            requireNonNull(location, "location is null");
        }
    }

    /** {@code PREVIEW}: runs on a sample and commits nothing; at most {@code limit} rows. */
    record Preview(JobSubject job, OptionalLong limit, SourceLocation location) implements Statement {
        public Preview {
            requireNonNull(job, "job is null");
            requireNonNull(limit, "limit is null");
            requireNonNull(location, "location is null");
        }
    }

    /** {@code SHOW TABLES} and the like. */
    record Show(Listing listing, SourceLocation location) implements Statement {
        public Show {
            requireNonNull(listing, "listing is null");
            requireNonNull(location, "location is null");
        }
    }

    /** {@code SHOW CREATE TABLE ...}. */
    record ShowCreate(ObjectKind kind, QualifiedName name, SourceLocation location) implements Statement {
        public ShowCreate {
            requireNonNull(kind, "kind is null");
            requireNonNull(name, "name is null");
            requireNonNull(location, "location is null");
        }
    }

    /** {@code DESCRIBE}; without a kind the name decides. */
    record Describe(Optional<ObjectKind> kind, QualifiedName name, SourceLocation location) implements Statement {
        public Describe {
            requireNonNull(kind, "kind is null");
            requireNonNull(name, "name is null");
            requireNonNull(location, "location is null");
        }
    }

    /** {@code CHECK JOB ... EXACTLY ONCE}. */
    record CheckJob(Identifier name, SourceLocation location) implements Statement {
        public CheckJob {
            requireNonNull(name, "name is null");
            requireNonNull(location, "location is null");
        }
    }

    /** A query: {@code SELECT}, {@code WITH}, {@code FROM}, {@code VALUES}, {@code PIVOT}, {@code UNPIVOT}, {@code SUMMARIZE}. */
    record Query(SqlText query, SourceLocation location) implements Statement {
        public Query {
            requireNonNull(query, "query is null");
            requireNonNull(location, "location is null");
        }
    }
}
