package io.millrace.server.define;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.TableName;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.error.Suggestions;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.Connector;
import io.millrace.sql.SqlFormatter;
import io.millrace.sql.option.TableOptions;
import io.millrace.sql.tree.JobBody;
import io.millrace.sql.tree.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Checks a statement against what exists and turns it into an action. Changes nothing. */
public final class Analyzer {
    private final ConnectionTypes types;
    private final JobAnalyzer jobs;
    private final FunctionAnalyzer functions;

    public Analyzer(ConnectionTypes types, JobAnalyzer jobs, FunctionAnalyzer functions) {
        this.types = requireNonNull(types, "types is null");
        this.functions = requireNonNull(functions, "functions is null");
        this.jobs = requireNonNull(jobs, "jobs is null");
    }

    /** @throws MillraceException of kind USER, with its place */
    public Action analyze(Statement statement, Definitions existing) {
        if (statement instanceof Statement.CreateConnection create) {
            return createConnection(create, existing);
        }
        if (statement instanceof Statement.AlterConnection alter) {
            return alterConnection(alter, existing);
        }
        if (statement instanceof Statement.DropConnection drop) {
            return dropConnection(drop, existing);
        }
        if (statement instanceof Statement.CreateTable create) {
            return createTable(create, existing);
        }
        if (statement instanceof Statement.AlterTable alter) {
            TableName name = Names.table(alter.name());
            ViewAnalyzer.refuseView(
                    requireTable(name, alter.name().location(), existing),
                    alter.name().location(),
                    "alter");
            return new Action.AlterTable(name, alter.change(), alter.location());
        }
        if (statement instanceof Statement.DropTable drop) {
            return dropTable(drop, existing);
        }
        if (statement instanceof Statement.CreateJob create) {
            return create.body() instanceof JobBody.View ? createView(create, existing) : createJob(create, existing);
        }
        if (statement instanceof Statement.AlterJob alter) {
            JobDefinition job = requireJob(alter.name().name(), alter.name().location(), existing);
            return new Action.AlterJob(jobs.alter(job, alter.options(), existing), alter.location());
        }
        if (statement instanceof Statement.AlterView alter) {
            JobDefinition job = ViewAnalyzer.require(alter.name(), existing);
            return new Action.AlterJob(jobs.alter(job, alter.options(), existing), alter.location());
        }
        if (statement instanceof Statement.ViewCommand command) {
            return viewCommand(command, existing);
        }
        if (statement instanceof Statement.AddExpectation add) {
            JobDefinition job = requireJob(add.job().name(), add.job().location(), existing);
            return new Action.AlterJob(jobs.add(job, add.expectation(), existing), add.location());
        }
        if (statement instanceof Statement.DropExpectation drop) {
            JobDefinition job = requireJob(drop.job().name(), drop.job().location(), existing);
            return new Action.AlterJob(jobs.drop(job, drop.expectation(), existing), drop.location());
        }
        if (statement instanceof Statement.ReplayRejects replay) {
            return control(
                    replay.name().name(), Action.Verb.REPLAY, replay.name().location(), existing);
        }
        if (statement instanceof Statement.PauseJob pause) {
            return control(pause.name().name(), Action.Verb.PAUSE, pause.name().location(), existing);
        }
        if (statement instanceof Statement.ResumeJob resume) {
            return control(
                    resume.name().name(), Action.Verb.RESUME, resume.name().location(), existing);
        }
        if (statement instanceof Statement.DropJob drop) {
            if (drop.missing() == Statement.Missing.IGNORE
                    && existing.job(drop.name().name()).isEmpty()) {
                return new Action.Nothing("there is no job " + drop.name(), drop.location());
            }
            return control(drop.name().name(), Action.Verb.DROP, drop.name().location(), existing);
        }
        if (statement instanceof Statement.CreateFunction create) {
            return functions.create(create, existing);
        }
        if (statement instanceof Statement.DropFunction drop) {
            return functions.drop(drop, existing);
        }
        return new Action.Read(statement, statement.location());
    }

    /** Checks a job that is written out but not to be created. */
    public JobDefinition job(Statement.CreateJob create, Definitions existing) {
        return jobs.analyze(create, existing);
    }

    private Action createConnection(Statement.CreateConnection create, Definitions existing) {
        String name = create.name().name();
        String type = create.type()
                .orElseThrow(() -> new MillraceException(
                                ErrorCode.SYNTAX_ERROR,
                                create.location(),
                                "Cannot create a connection without a type: " + name)
                        .withHint("write CREATE KAFKA CONNECTION, for example"));
        OptionSet known = types.options(type, create.location());
        Options options = known.resolve(create.options(), create.location());
        Statement.CreateConnection normalized = new Statement.CreateConnection(
                Statement.Existing.REFUSE, create.type(), create.name(), create.options(), create.location());
        ConnectionDefinition definition =
                new ConnectionDefinition(name, type, options, SqlFormatter.format(normalized));
        Optional<ConnectionDefinition> present = existing.connection(name);
        if (present.isPresent()) {
            boolean same = present.get().sql().equals(definition.sql());
            return kept(
                    "connection " + name, same, create.existing(), create.name().location());
        }
        return new Action.CreateConnection(definition, create.location());
    }

    private Action alterConnection(Statement.AlterConnection alter, Definitions existing) {
        ConnectionDefinition present =
                requireConnection(alter.name().name(), alter.name().location(), existing);
        OptionSet known = types.options(present.type(), alter.location());
        alter.options().forEach(known::editable);
        Statement.CreateConnection create =
                (Statement.CreateConnection) Parsed.statement("connection " + present.name(), present.sql());
        Statement.CreateConnection changed = new Statement.CreateConnection(
                create.existing(),
                create.type(),
                create.name(),
                Parsed.replace(create.options(), alter.options()),
                create.location());
        Options options = known.resolve(changed.options(), alter.location());
        return new Action.CreateConnection(
                new ConnectionDefinition(present.name(), present.type(), options, SqlFormatter.format(changed)),
                alter.location());
    }

    private static Action dropConnection(Statement.DropConnection drop, Definitions existing) {
        String name = drop.name().name();
        if (drop.missing() == Statement.Missing.IGNORE
                && existing.connection(name).isEmpty()) {
            return new Action.Nothing("there is no connection " + name, drop.location());
        }
        requireConnection(name, drop.name().location(), existing);
        List<String> users = existing.jobs().stream()
                .filter(job -> JobAnalyzer.usesConnection(job, name))
                .map(JobDefinition::name)
                .toList();
        refuseInUse("connection " + name, users, drop.name().location());
        return new Action.DropConnection(name, drop.location());
    }

    private static Action createTable(Statement.CreateTable create, Definitions existing) {
        TableDefinition definition = TableAnalyzer.analyze(create);
        TableName name = definition.name();
        requireCatalog(name.catalog(), create.name().location(), existing);
        Optional<Definitions.Table> present = existing.table(name);
        if (present.isPresent()) {
            boolean same = present.get().sql().equals(definition.sql());
            return kept("table " + name, same, create.existing(), create.name().location());
        }
        return new Action.CreateTable(definition, create.location());
    }

    private static Action dropTable(Statement.DropTable drop, Definitions existing) {
        TableName name = Names.table(drop.name());
        if (drop.missing() == Statement.Missing.IGNORE && existing.table(name).isEmpty()) {
            return new Action.Nothing("there is no table " + name, drop.location());
        }
        ViewAnalyzer.refuseView(
                requireTable(name, drop.name().location(), existing),
                drop.name().location(),
                "drop");
        List<String> users = existing.jobs().stream()
                .filter(job -> job.target().equals(name) || job.sources().contains(name))
                .map(JobDefinition::name)
                .toList();
        refuseInUse("table " + name, users, drop.name().location());
        Options options = TableOptions.DROP.resolve(drop.options(), drop.location());
        Action.Files files = options.get(TableOptions.DELETE_DATA) ? Action.Files.DELETE : Action.Files.KEEP;
        return new Action.DropTable(name, files, drop.location());
    }

    private Action createJob(Statement.CreateJob create, Definitions existing) {
        Optional<JobDefinition> replaced =
                existing.job(create.name().name()).filter(any -> create.existing() == Statement.Existing.REPLACE);
        if (replaced.isPresent()) {
            return jobs.replace(create, replaced.get(), existing);
        }
        JobDefinition definition = jobs.analyze(create, existing);
        Optional<JobDefinition> present = existing.job(definition.name());
        if (present.isPresent()) {
            boolean same = present.get().sql().equals(definition.sql());
            return kept(
                    "job " + definition.name(),
                    same,
                    create.existing(),
                    create.name().location());
        }
        return new Action.CreateJob(definition, create.location());
    }

    private Action createView(Statement.CreateJob create, Definitions existing) {
        Action.CreateView action = jobs.view(create, existing);
        Optional<JobDefinition> present = existing.job(action.job().name());
        if (present.isPresent()) {
            boolean same = present.get().sql().equals(action.job().sql());
            return kept(
                    "materialized view " + action.job().name(),
                    same,
                    create.existing(),
                    create.name().location());
        }
        return action;
    }

    private static Action viewCommand(Statement.ViewCommand command, Definitions existing) {
        TableName name = Names.table(command.name());
        boolean drops = command.verb() == Statement.ViewCommand.Verb.DROP;
        if (drops
                && command.missing() == Statement.Missing.IGNORE
                && existing.job(name.toString()).isEmpty()) {
            return new Action.Nothing("there is no materialized view " + name, command.location());
        }
        JobDefinition job = ViewAnalyzer.require(command.name(), existing);
        if (!drops) {
            Action.Verb verb = Action.Verb.valueOf(command.verb().name());
            return new Action.ControlJob(job.name(), verb, command.name().location());
        }
        List<String> users = existing.jobs().stream()
                .filter(other -> other.sources().contains(name))
                .map(JobDefinition::name)
                .toList();
        refuseInUse("materialized view " + name, users, command.name().location());
        return new Action.DropView(name, command.location());
    }

    private static Action control(String name, Action.Verb verb, SourceLocation place, Definitions existing) {
        JobDefinition job = requireJob(name, place, existing);
        if (job.statement().body() instanceof JobBody.View && verb == Action.Verb.DROP) {
            throw new MillraceException(
                            ErrorCode.INVALID_STATE, place, "Cannot drop the job of a materialized view: " + name)
                    .withHint("write DROP MATERIALIZED VIEW " + name);
        }
        return new Action.ControlJob(name, verb, place);
    }

    static Action kept(String what, boolean same, Statement.Existing policy, SourceLocation place) {
        if (same || policy == Statement.Existing.KEEP) {
            String reason = what + (same ? " exists unchanged: kept" : " exists: kept as it is");
            return new Action.Nothing(reason, place);
        }
        throw new MillraceException(
                        ErrorCode.ALREADY_EXISTS, place, "Cannot create " + what + ": it exists and differs")
                .withHint("ALTER or DROP it first; SHOW CREATE tells what it is");
    }

    static ConnectionDefinition requireConnection(String name, SourceLocation place, Definitions existing) {
        return existing.connection(name)
                .orElseThrow(() -> new MillraceException(
                                ErrorCode.CONNECTION_NOT_FOUND, place, "Cannot find connection: " + name)
                        .withHint(Suggestions.hint(
                                name,
                                existing.connections().stream()
                                        .map(ConnectionDefinition::name)
                                        .toList())));
    }

    static Definitions.Table requireTable(TableName name, SourceLocation place, Definitions existing) {
        requireCatalog(name.catalog(), place, existing);
        return existing.table(name)
                .orElseThrow(() -> new MillraceException(ErrorCode.TABLE_NOT_FOUND, place, "Cannot find table: " + name)
                        .withHint(Suggestions.hint(
                                name.toString(),
                                existing.tables().stream()
                                        .map(TableName::toString)
                                        .toList())));
    }

    static void requireCatalog(String catalog, SourceLocation place, Definitions existing) {
        if (existing.catalogs().stream().noneMatch(catalog::equalsIgnoreCase)) {
            throw new MillraceException(ErrorCode.CATALOG_NOT_FOUND, place, "Cannot find catalog: " + catalog)
                    .withHint(Suggestions.hint(catalog, existing.catalogs()));
        }
    }

    private static JobDefinition requireJob(String name, SourceLocation place, Definitions existing) {
        return existing.job(name)
                .orElseThrow(() -> new MillraceException(ErrorCode.JOB_NOT_FOUND, place, "Cannot find job: " + name)
                        .withHint(Suggestions.hint(
                                name,
                                existing.jobs().stream()
                                        .map(JobDefinition::name)
                                        .toList())));
    }

    private static void refuseInUse(String what, List<String> users, SourceLocation place) {
        if (!users.isEmpty()) {
            throw new MillraceException(
                            ErrorCode.IN_USE,
                            place,
                            "Cannot drop " + what + ": used by job " + String.join(", ", users))
                    .withHint("DROP JOB " + users.get(0) + " first");
        }
    }

    /** The kinds of connections and what each takes. */
    public record ConnectionTypes(List<Connector> connectors, Map<String, OptionSet> catalogs) {
        public OptionSet options(String type, SourceLocation place) {
            String wanted = type.toUpperCase(Locale.ROOT);
            for (Connector connector : connectors) {
                if (connector.type().equals(wanted)) {
                    return connector.connectionOptions();
                }
            }
            OptionSet catalog = catalogs.get(wanted);
            if (catalog == null) {
                throw new MillraceException(
                                ErrorCode.NOT_YET_AVAILABLE,
                                place,
                                "Cannot use what is not yet available: " + type + " connection")
                        .withHint(Suggestions.hint(type, names()));
            }
            return catalog;
        }

        public Optional<Connector> connector(String type) {
            return connectors.stream()
                    .filter(connector -> connector.type().equalsIgnoreCase(type))
                    .findFirst();
        }

        private List<String> names() {
            List<String> names = new java.util.ArrayList<>(catalogs.keySet());
            connectors.forEach(connector -> names.add(connector.type()));
            return names;
        }
    }
}
