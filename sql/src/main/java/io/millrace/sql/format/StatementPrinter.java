package io.millrace.sql.format;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.option.OptionAssignment;
import io.millrace.sql.tree.ColumnDefinition;
import io.millrace.sql.tree.ColumnPath;
import io.millrace.sql.tree.DataType;
import io.millrace.sql.tree.Identifier;
import io.millrace.sql.tree.Identifier.Kind;
import io.millrace.sql.tree.Partitioning;
import io.millrace.sql.tree.QualifiedName;
import io.millrace.sql.tree.Statement;
import io.millrace.sql.tree.Statement.CreateFunction.NullInput;
import io.millrace.sql.tree.Statement.CreateFunction.Present;
import io.millrace.sql.tree.Statement.Existing;
import io.millrace.sql.tree.Statement.JobSubject;
import io.millrace.sql.tree.Statement.Missing;
import io.millrace.sql.tree.TableChange;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes statements. */
public final class StatementPrinter {
    private static final String INDENT = "\n    ";

    private final OptionPrinter options;
    private final JobPrinter jobs;

    public StatementPrinter(OptionPrinter options) {
        this.options = requireNonNull(options, "options is null");
        this.jobs = new JobPrinter(this);
    }

    /** The one place that knows all kinds of statements. */
    public String print(Statement statement) {
        if (statement instanceof Statement.CreateConnection create) {
            return "CREATE " + word(create.type()) + "CONNECTION " + existing(create.existing()) + name(create.name())
                    + options(create.options());
        }
        if (statement instanceof Statement.AlterConnection alter) {
            return "ALTER " + word(alter.type()) + "CONNECTION " + name(alter.name()) + " SET"
                    + options(alter.options());
        }
        if (statement instanceof Statement.DropConnection drop) {
            return "DROP " + word(drop.type()) + "CONNECTION " + missing(drop.missing()) + name(drop.name());
        }
        if (statement instanceof Statement.CreateTable create) {
            return table(create);
        }
        if (statement instanceof Statement.AlterTable alter) {
            return "ALTER TABLE " + name(alter.name()) + " " + change(alter.change());
        }
        if (statement instanceof Statement.DropTable drop) {
            return "DROP TABLE " + missing(drop.missing()) + name(drop.name()) + options(drop.options());
        }
        if (statement instanceof Statement.CreateJob create) {
            return jobs.print(create);
        }
        if (statement instanceof Statement.AlterJob alter) {
            return "ALTER JOB " + name(alter.name()) + " SET" + options(alter.options());
        }
        if (statement instanceof Statement.AddExpectation add) {
            return "ALTER JOB " + name(add.job()) + " ADD EXPECTATION " + JobPrinter.print(add.expectation());
        }
        if (statement instanceof Statement.DropExpectation drop) {
            return "ALTER JOB " + name(drop.job()) + " DROP EXPECTATION " + name(drop.expectation());
        }
        if (statement instanceof Statement.ReplayRejects replay) {
            return "REPLAY REJECTS OF JOB " + name(replay.name());
        }
        if (statement instanceof Statement.PauseJob pause) {
            return "PAUSE JOB " + name(pause.name());
        }
        if (statement instanceof Statement.ResumeJob resume) {
            return "RESUME JOB " + name(resume.name());
        }
        if (statement instanceof Statement.DropJob drop) {
            return "DROP JOB " + missing(drop.missing()) + name(drop.name());
        }
        if (statement instanceof Statement.AlterView alter) {
            return "ALTER MATERIALIZED VIEW " + name(alter.name()) + " SET" + options(alter.options());
        }
        if (statement instanceof Statement.ViewCommand command) {
            return command.verb() + " MATERIALIZED VIEW " + missing(command.missing()) + name(command.name());
        }
        if (statement instanceof Statement.CreateFunction create) {
            return function(create);
        }
        if (statement instanceof Statement.DropFunction drop) {
            return "DROP FUNCTION " + missing(drop.missing()) + name(drop.name());
        }
        return printInquiry(statement);
    }

    private String function(Statement.CreateFunction create) {
        return "CREATE " + (create.present() == Present.REPLACE ? "OR REPLACE " : "") + "FUNCTION "
                + (create.present() == Present.KEEP ? "IF NOT EXISTS " : "") + name(create.name())
                + create.arguments().stream().map(StatementPrinter::column).collect(Collectors.joining(", ", "(", ")"))
                + "\nRETURNS " + type(create.returns()) + "\nLANGUAGE " + name(create.language())
                + (create.nullInput() == NullInput.CALLED ? " CALLED ON NULL INPUT" : "") + options(create.options());
    }

    private String printInquiry(Statement statement) {
        if (statement instanceof Statement.ExplainJob explain) {
            return "EXPLAIN " + subject(explain.job());
        }
        if (statement instanceof Statement.ExplainQuery explain) {
            return "EXPLAIN " + explain.query().sql();
        }
        if (statement instanceof Statement.Preview preview) {
            String limit =
                    preview.limit().isPresent() ? "LIMIT " + preview.limit().getAsLong() : "";
            // LIMIT behind a job that is written out would belong to its query.
            String job = subject(preview.job());
            String parts = preview.job() instanceof JobSubject.Written ? limit + " " + job : job + " " + limit;
            return "PREVIEW " + parts.strip();
        }
        if (statement instanceof Statement.Show show) {
            return "SHOW " + (show.listing() == Statement.Listing.VIEWS ? "MATERIALIZED VIEWS" : show.listing());
        }
        if (statement instanceof Statement.ShowCreate show) {
            return "SHOW CREATE " + show.kind().words() + " " + name(show.name());
        }
        if (statement instanceof Statement.Describe describe) {
            String kind = describe.kind().map(known -> known.words() + " ").orElse("");
            return "DESCRIBE " + kind + name(describe.name());
        }
        if (statement instanceof Statement.CheckJob check) {
            return "CHECK JOB " + name(check.name()) + " EXACTLY ONCE";
        }
        return ((Statement.Query) statement).query().sql();
    }

    /** Such as {@code STRUCT(sku STRING, price DECIMAL(10, 2))[]}. */
    public static String type(DataType type) {
        if (type instanceof DataType.Decimal decimal) {
            return "DECIMAL(" + decimal.precision() + ", " + decimal.scale() + ")";
        }
        if (type instanceof DataType.Struct struct) {
            return struct.fields().stream()
                    .map(StatementPrinter::column)
                    .collect(Collectors.joining(", ", "STRUCT(", ")"));
        }
        if (type instanceof DataType.ListOf list) {
            return type(list.element()) + "[]";
        }
        if (type instanceof DataType.MapOf map) {
            return "MAP(" + type(map.key()) + ", " + type(map.value()) + ")";
        }
        return ((DataType.Primitive) type).name();
    }

    private String table(Statement.CreateTable create) {
        StringBuilder out = new StringBuilder("CREATE TABLE ")
                .append(existing(create.existing()))
                .append(name(create.name()));
        out.append(
                create.columns().isEmpty()
                        ? " ()"
                        : create.columns().stream()
                                .map(StatementPrinter::column)
                                .collect(Collectors.joining("," + INDENT, " (" + INDENT, "\n)")));
        if (!create.partitionedBy().isEmpty()) {
            out.append("\nPARTITIONED BY ")
                    .append(create.partitionedBy().stream()
                            .map(StatementPrinter::partitioning)
                            .collect(Collectors.joining(", ")));
        }
        if (!create.primaryKey().isEmpty()) {
            out.append("\nPRIMARY KEY ").append(paths(create.primaryKey()));
        }
        return out.append(options(create.options())).toString();
    }

    private String change(TableChange change) {
        if (change instanceof TableChange.SetOptions set) {
            return "SET" + options(set.options());
        }
        if (change instanceof TableChange.AddColumn add) {
            return "ADD COLUMN " + path(add.column()) + " " + type(add.type());
        }
        if (change instanceof TableChange.RenameColumn rename) {
            return "RENAME COLUMN " + path(rename.column()) + " TO " + name(rename.name());
        }
        return "DROP COLUMN " + path(((TableChange.DropColumn) change).column());
    }

    private String subject(JobSubject subject) {
        return subject instanceof JobSubject.Written written
                ? jobs.print(written.job())
                : "JOB " + name(((JobSubject.Named) subject).name());
    }

    private static String partitioning(Partitioning item) {
        String column = path(item.column());
        if (item.transform() instanceof Partitioning.Bucket bucket) {
            return "bucket(" + bucket.count() + ", " + column + ")";
        }
        if (item.transform() instanceof Partitioning.Truncate truncate) {
            return "truncate(" + truncate.width() + ", " + column + ")";
        }
        Partitioning.Simple simple = (Partitioning.Simple) item.transform();
        return simple == Partitioning.Simple.IDENTITY
                ? column
                : simple.name().toLowerCase(Locale.ROOT) + "(" + column + ")";
    }

    private static String column(ColumnDefinition column) {
        return name(column.name()) + " " + type(column.type());
    }

    String options(List<OptionAssignment> assignments) {
        return assignments.stream()
                .map(option -> INDENT + options.print(option))
                .collect(Collectors.joining());
    }

    static String existing(Existing existing) {
        return existing == Existing.KEEP ? "IF NOT EXISTS " : "";
    }

    static String paths(List<ColumnPath> paths) {
        return paths.stream().map(StatementPrinter::path).collect(Collectors.joining(", "));
    }

    static String path(ColumnPath path) {
        StringBuilder text = new StringBuilder();
        for (Identifier part : path.parts()) {
            text.append(text.isEmpty() || part.kind() == Kind.ELEMENT ? "" : ".")
                    .append(name(part));
        }
        return text.toString();
    }

    static String name(QualifiedName name) {
        return name.parts().stream().map(StatementPrinter::name).collect(Collectors.joining("."));
    }

    static String name(Identifier identifier) {
        return identifier.kind() == Kind.NAME ? name(identifier.name()) : identifier.toString();
    }

    static String name(String name) {
        return OptionPrinter.isPlain(name) ? name : quotedName(name);
    }

    static String quotedName(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static String missing(Missing missing) {
        return missing == Missing.IGNORE ? "IF EXISTS " : "";
    }

    private static String word(Optional<String> word) {
        return word.filter(text -> !text.isEmpty())
                .map(text -> name(text) + " ")
                .orElse("");
    }
}
