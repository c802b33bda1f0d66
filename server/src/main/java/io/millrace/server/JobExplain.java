package io.millrace.server;

import io.millrace.jobs.copy.CopySpec;
import io.millrace.jobs.insert.EventProgress;
import io.millrace.jobs.insert.InsertPlanner;
import io.millrace.jobs.insert.SyncPlanner;
import io.millrace.jobs.insert.ViewFeed;
import io.millrace.jobs.loop.PlannedRun;
import io.millrace.jobs.task.TaskContext;
import io.millrace.kernel.KernelSession;
import io.millrace.lake.LakeTable;
import io.millrace.lake.TableName;
import io.millrace.lake.commit.JobToken;
import io.millrace.server.define.ConnectionDefinition;
import io.millrace.server.define.CopySpecs;
import io.millrace.server.define.JobAnalyzer;
import io.millrace.server.define.JobDefinition;
import io.millrace.server.metastore.StoredJob;
import io.millrace.server.query.TextBlock;
import io.millrace.server.query.Units;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.Source;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.JobBody;
import io.millrace.sql.tree.Statement.Start;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** EXPLAIN of jobs: what they would do next, and how. Runs and changes nothing. */
final class JobExplain {
    private static final String NOBODY = "explain";

    private final CatalogRegistry catalogs;
    private final Supplier<KernelSession> sessions;
    private final JobFactory factory;
    private final CopySpecs copySpecs;
    private final StoredDefinitions definitions;
    private final TaskContext context;
    private final Function<TableName, ViewFeed> feeds;
    private final InstantSource clock;
    private final EventProgress progress;

    /** @param feeds what fills materialized views */
    JobExplain(
            CatalogRegistry catalogs,
            Supplier<KernelSession> sessions,
            JobFactory factory,
            CopySpecs copySpecs,
            StoredDefinitions definitions,
            TaskContext context,
            Function<TableName, ViewFeed> feeds,
            InstantSource clock,
            EventProgress progress) {
        this.catalogs = catalogs;
        this.sessions = sessions;
        this.factory = factory;
        this.copySpecs = copySpecs;
        this.definitions = definitions;
        this.context = context;
        this.feeds = feeds;
        this.clock = clock;
        this.progress = progress;
    }

    /** @param stored what is known of the job if it exists */
    List<String> lines(JobDefinition job, Optional<StoredJob> stored) {
        TextBlock block = new TextBlock();
        block.say("job", job.name());
        stored.ifPresent(one -> block.say("state", state(one)));
        stored.ifPresent(one -> block.say("version", Long.toString(one.version())));
        LakeTable target = catalogs.table(job.target());
        Optional<Position> position =
                stored.flatMap(one -> target.token(one.id())).map(JobToken::position);
        if (job.statement().body() instanceof JobBody.Copy copy) {
            copy(job, copy, position, block);
            block.say("output", job.target().toString(), "rejects go to " + JobAnalyzer.rejects(job.target()));
        } else {
            insert(job, stored, position, block);
            if (job.window().isPresent()) {
                block.say("output", job.target().toString(), "late rows go to " + JobAnalyzer.late(job.target()));
            } else {
                block.say("output", job.target().toString());
            }
        }
        return block.say("", "nothing was run").lines();
    }

    private static String state(StoredJob stored) {
        String state = stored.state().name().toLowerCase(Locale.ROOT);
        return stored.error().isEmpty() ? state : state + ": " + stored.error();
    }

    private void insert(JobDefinition job, Optional<StoredJob> stored, Optional<Position> position, TextBlock block) {
        if (job.statement().start() == Start.SYNC) {
            sync(job, position, block);
            return;
        }
        Instant created = stored.map(one -> Instant.ofEpochMilli(one.created())).orElseGet(clock::instant);
        String id = stored.map(StoredJob::id).orElse(NOBODY);
        try (KernelSession session = sessions.get();
                InsertPlanner planner = factory.insertPlanner(id, job, created, feeds)) {
            new InsertExplain(catalogs, session, block).say(job, planner, position);
        }
    }

    private void sync(JobDefinition job, Optional<Position> position, TextBlock block) {
        block.say(
                "runs",
                "for every " + Units.duration(job.options().get(JobOptions.RUN_INTERVAL))
                        + " of event time, when its sources have all events of it");
        block.say(
                "next run",
                position.map(SyncPlanner::eventsReached)
                        .map(micros -> "events from " + Units.time(micros) + " UTC")
                        .orElse("the first events"));
        List<String> inputs = new ArrayList<>();
        for (TableName name : job.incremental()) {
            List<String> fill = definitions.jobs().stream()
                    .filter(other -> other.target().equals(name))
                    .map(JobDefinition::name)
                    .toList();
            EventProgress.Finished finished = progress.of(name);
            inputs.add(
                    name + ": " + (fill.isEmpty() ? "filled by no job" : "filled by job " + String.join(", ", fill)));
            inputs.add(
                    finished.eventMicros() == PlannedRun.UNKNOWN
                            ? "which events it has is known to the process that runs the jobs, once they have caught up"
                            : "has the events before " + Units.time(finished.eventMicros()) + " UTC");
            finished.trouble().ifPresent(inputs::add);
        }
        job.sources().stream()
                .filter(name -> !job.incremental().contains(name))
                .forEach(name -> inputs.add(name + ": as it is when the run is planned"));
        block.say("waits for", inputs);
    }

    private void copy(JobDefinition job, JobBody.Copy copy, Optional<Position> position, TextBlock block) {
        ConnectionDefinition connection =
                definitions.connection(copy.connection().name()).orElseThrow();
        CopySpec spec = copySpecs.of(NOBODY, job.statement(), job.options(), connection);
        try (Source source = spec.open(context.connector(spec.connector()))) {
            source.validate();
            new CopyExplain(block).say(job, spec, source, position, JobFactory.LIMIT);
        }
    }
}
