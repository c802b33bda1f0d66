package io.millrace.server;

import io.millrace.jobs.copy.Rejects;
import io.millrace.jobs.insert.LateRows;
import io.millrace.jobs.loop.JobState;
import io.millrace.lake.LakeTable;
import io.millrace.lake.TableName;
import io.millrace.lake.catalog.LakeCatalog;
import io.millrace.lake.commit.ShadowBranch;
import io.millrace.server.define.Action;
import io.millrace.server.define.Action.Succession;
import io.millrace.server.define.ConnectionDefinition;
import io.millrace.server.define.JobAnalyzer;
import io.millrace.server.define.JobDefinition;
import io.millrace.server.define.Parsed;
import io.millrace.server.define.TableDefinition;
import io.millrace.server.metastore.Metastore;
import io.millrace.server.metastore.StoredBackfill;
import io.millrace.server.metastore.StoredConnection;
import io.millrace.server.metastore.StoredJob;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.tree.JobBody;
import io.millrace.sql.tree.Statement;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;

/** Performs actions. */
final class Executor {
    private static final Map<String, String> REJECTS_PROPERTIES = Map.of(
            "format-version", "2",
            "write.metadata.delete-after-commit.enabled", "true",
            "write.metadata.previous-versions-max", "20");

    private final Metastore metastore;
    private final CatalogRegistry catalogs;
    private final FunctionStore functions;
    private final Jobs jobs;
    private final InstantSource clock;

    Executor(Metastore metastore, CatalogRegistry catalogs, FunctionStore functions, Jobs jobs, InstantSource clock) {
        this.metastore = metastore;
        this.functions = functions;
        this.catalogs = catalogs;
        this.jobs = jobs;
        this.clock = clock;
    }

    Result.Done perform(Action action) {
        if (action instanceof Action.CreateConnection create) {
            return createConnection(create.definition());
        }
        if (action instanceof Action.DropConnection drop) {
            metastore.dropConnection(drop.name());
            catalogs.remove(drop.name());
            jobs.connectionsChanged();
            return new Result.Done("dropped connection " + drop.name());
        }
        if (action instanceof Action.CreateTable create) {
            return createTable(create.definition());
        }
        if (action instanceof Action.AlterTable alter) {
            TableChanges.apply(catalogs.table(alter.name()), alter.change());
            return new Result.Done("altered table " + alter.name());
        }
        if (action instanceof Action.DropTable drop) {
            drop(drop.name(), drop.files());
            return new Result.Done("dropped table " + drop.name());
        }
        if (action instanceof Action.CreateJob create) {
            return createJob(create.definition());
        }
        if (action instanceof Action.CreateView create) {
            return createView(create);
        }
        if (action instanceof Action.DropView view) {
            jobs.drop(metastore.job(view.name().toString()).orElseThrow());
            drop(view.name(), Action.Files.DELETE);
            return new Result.Done("dropped materialized view " + view.name());
        }
        if (action instanceof Action.AlterJob alter) {
            return alterJob(alter.definition());
        }
        if (action instanceof Action.ReplaceJob replace) {
            return replaceJob(replace);
        }
        if (action instanceof Action.CancelBackfill cancel) {
            return cancel(jobs.settle(cancel.job()));
        }
        if (action instanceof Action.ControlJob control) {
            return control(control);
        }
        if (action instanceof Action.CreateFunction create) {
            functions.save(create.definition());
            return new Result.Done("created function " + create.definition().name());
        }
        if (action instanceof Action.DropFunction drop) {
            functions.drop(drop.name());
            return new Result.Done("dropped function " + drop.name());
        }
        return new Result.Done(((Action.Nothing) action).reason());
    }

    private Result.Done createConnection(ConnectionDefinition definition) {
        metastore.save(new StoredConnection(definition.name(), definition.type(), definition.sql()));
        catalogs.add(definition);
        jobs.connectionsChanged();
        return new Result.Done("created connection " + definition.name());
    }

    private Result.Done createTable(TableDefinition definition) {
        TableName name = definition.name();
        catalogs.catalog(name.catalog())
                .create(name.schema(), name.table(), definition.schema(), definition.spec(), definition.properties());
        return new Result.Done("created table " + name);
    }

    private void drop(TableName name, Action.Files files) {
        LakeCatalog catalog = catalogs.catalog(name.catalog());
        for (TableName each : java.util.List.of(name, JobAnalyzer.rejects(name), JobAnalyzer.late(name))) {
            if (catalogs.find(each).isEmpty()) {
                continue;
            }
            if (files == Action.Files.DELETE) {
                catalog.dropWithData(each.schema(), each.table());
            } else {
                catalog.drop(each.schema(), each.table());
            }
        }
    }

    private Result.Done createJob(JobDefinition definition) {
        if (definition.statement().body() instanceof JobBody.Copy) {
            ensure(JobAnalyzer.rejects(definition.target()), Rejects.SCHEMA, Rejects.PROPERTIES);
        } else if (definition.window().isPresent()) {
            ensure(JobAnalyzer.late(definition.target()), LateRows.SCHEMA, Map.of());
        }
        StoredJob stored = new StoredJob(
                definition.name(),
                UUID.randomUUID().toString(),
                definition.sql(),
                JobState.RUNNING,
                "",
                clock.millis(),
                0,
                1);
        metastore.save(stored);
        jobs.created(stored);
        return new Result.Done("created job " + definition.name());
    }

    /** A table that is there was left by a process that ended in between; its job had not begun. */
    private Result.Done createView(Action.CreateView create) {
        TableName name = create.table().name();
        if (catalogs.find(name).isPresent()) {
            drop(name, Action.Files.DELETE);
        }
        createTable(create.table());
        createJob(create.job());
        return new Result.Done("created materialized view " + name);
    }

    /** Makes a table beside the target of a job if it is not there. */
    private void ensure(TableName name, Schema schema, Map<String, String> more) {
        if (catalogs.find(name).isEmpty()) {
            Map<String, String> properties = new HashMap<>(REJECTS_PROPERTIES);
            properties.putAll(more);
            LakeTable created = catalogs.catalog(name.catalog())
                    .create(name.schema(), name.table(), schema, PartitionSpec.unpartitioned(), properties);
            created.refresh();
        }
    }

    private Result.Done alterJob(JobDefinition definition) {
        StoredJob stored = metastore.job(definition.name()).orElseThrow();
        redefine(stored, stored.redefined(definition.sql(), stored.version()), definition);
        String kind = definition.statement().body() instanceof JobBody.View ? "materialized view " : "job ";
        return new Result.Done("altered " + kind + stored.name());
    }

    private Result.Done replaceJob(Action.ReplaceJob replace) {
        JobDefinition definition = replace.definition();
        if (replace.succession() == Succession.BACKFILL) {
            StoredJob running = metastore.job(definition.name()).orElseThrow();
            ShadowBranch.requireOnlyWriter(catalogs.table(definition.target()), running.id());
        }
        StoredJob stored = jobs.settle(definition.name());
        long version = stored.version() + 1;
        if (replace.succession() == Succession.CONTINUE) {
            redefine(stored, stored.redefined(definition.sql(), version), definition);
            return new Result.Done(
                    "replaced job %s: version %d goes on from its position".formatted(stored.name(), version));
        }
        String shadow = ShadowBranch.shadowOf(stored.id(), UUID.randomUUID().toString());
        jobs.backfill(stored, new StoredBackfill(stored.id(), shadow, definition.sql(), version, clock.millis()));
        return new Result.Done("version %d of job %s is backfilled; version %d goes on until it takes its place"
                .formatted(version, stored.name(), stored.version()));
    }

    private Result.Done cancel(StoredJob stored) {
        if (metastore.backfills().find(stored.id()).isEmpty()) {
            return new Result.Done(
                    "job %s is version %d by now: its backfill was over".formatted(stored.name(), stored.version()));
        }
        jobs.redefine(stored, stored);
        return new Result.Done("job " + stored.name() + " stays what it is: its backfill is dropped");
    }

    private void redefine(StoredJob stored, StoredJob changed, JobDefinition definition) {
        jobs.redefine(stored, changed);
        if (definition.statement().body() instanceof JobBody.Copy copy) {
            metastore.keepExpectations(
                    stored.id(),
                    copy.expectations().stream().map(one -> one.name().name()).toList());
        }
    }

    private Result.Done control(Action.ControlJob control) {
        StoredJob stored = metastore.job(control.name()).orElseThrow();
        switch (control.verb()) {
            case PAUSE -> jobs.pause(stored);
            case RESUME -> jobs.resume(stored);
            case DROP -> jobs.drop(stored);
            case REPLAY -> {
                requireCopy(stored, control);
                jobs.replay(stored);
                return new Result.Done("rejects of job " + stored.name() + " are decoded once more");
            }
        }
        String verb = control.verb().name().toLowerCase(Locale.ROOT);
        return new Result.Done(verb + (verb.endsWith("p") ? "ped" : "d") + kind(stored) + stored.name());
    }

    private static String kind(StoredJob stored) {
        Statement.CreateJob create = (Statement.CreateJob) Parsed.statement("job " + stored.name(), stored.sql());
        return create.body() instanceof JobBody.View ? " materialized view " : " job ";
    }

    private static void requireCopy(StoredJob stored, Action.ControlJob control) {
        Statement.CreateJob create = (Statement.CreateJob) Parsed.statement("job " + stored.name(), stored.sql());
        if (!(create.body() instanceof JobBody.Copy)) {
            throw new MillraceException(
                            ErrorCode.INVALID_STATE,
                            control.location(),
                            "Cannot replay rejects of job " + stored.name() + ": it has none")
                    .withHint("only jobs that COPY have rejects");
        }
    }
}
