package io.millrace.cli.command;

import static java.util.Objects.requireNonNull;

import io.millrace.cli.context.Context;
import io.millrace.cli.context.Worksheets;
import io.millrace.cli.live.JobWatch;
import io.millrace.cli.live.View;
import io.millrace.cli.print.OutputFormat;
import io.millrace.cli.print.ResultPrinter;
import io.millrace.jobs.loop.JobState;
import io.millrace.jobs.loop.JobStatus;
import io.millrace.server.Millrace;
import io.millrace.server.RunMode;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.tree.Statement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace run}. */
@Command(
        name = "run",
        header = "Executes worksheets and runs their jobs.",
        description = {
            "Checks all statements first: nothing is created unless all of them are right. A statement that was executed"
                    + " before and has not changed is kept, and its job goes on where it was. Without a worksheet the"
                    + " jobs of the data directory go on.",
            "",
            "Ctrl-C stops the jobs after their current commit; again, at once. Nothing is lost or doubled either way."
        },
        footer = {
            "",
            "Examples:",
            "  millrace run orders.sql                         until Ctrl-C",
            "  millrace run orders.sql --set KAFKA=host:9092   fill in $${KAFKA}",
            "  millrace run orders.sql --until-caught-up       all there is now, then end",
            "",
            "Exit codes: 0, 2 for an error in a worksheet, 3 for a system that failed, 4 for a defect of Millrace"
        })
final class RunCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Worksheets, executed in this order")
    private List<Path> files = List.of();

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private VariablesOption variables = new VariablesOption();

    @Option(
            names = "--until-caught-up",
            description = "Process everything that is there now, through all jobs, then end. Queries at the end of the"
                    + " last worksheet are executed after that")
    private boolean untilCaughtUp;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "End after this time, such as 30s or 5m; with --until-caught-up that is an error")
    private Optional<Duration> timeout = Optional.empty();

    RunCommand(Context context) {
        this.context = requireNonNull(context, "context is null");
    }

    @Override
    public Integer call() throws InterruptedException {
        Worksheets worksheets = Worksheets.read(files);
        try {
            return run(new Script(worksheets.parse(variables.values()), untilCaughtUp));
        } catch (MillraceException e) {
            return context.errors().print(e, worksheets.texts());
        }
    }

    /** Statements to execute before and after the jobs have run. */
    private record Script(List<Statement> before, List<Statement> after) {
        Script(List<Statement> statements, boolean queriesLast) {
            this(
                    statements.subList(0, split(statements, queriesLast)),
                    statements.subList(split(statements, queriesLast), statements.size()));
        }

        private static int split(List<Statement> statements, boolean queriesLast) {
            int end = statements.size();
            while (queriesLast && end > 0 && statements.get(end - 1) instanceof Statement.Query) {
                end--;
            }
            return end;
        }
    }

    private int run(Script script) throws InterruptedException {
        ResultPrinter printer = ResultPrinter.of(
                OutputFormat.TABLE, context.console().out(), context.console().err(), OptionalInt.empty());
        RunMode mode = untilCaughtUp ? RunMode.UNTIL_CAUGHT_UP : RunMode.CONTINUOUS;
        try (Millrace millrace = context.opener().own(data.directory(), mode)) {
            millrace.apply(script.before(), printer::print);
            millrace.jobs().start();
            int code = watch(millrace);
            if (code == 0) {
                script.after().forEach(query -> printer.print(millrace.execute(query)));
            }
            return code;
        }
    }

    private int watch(Millrace millrace) throws InterruptedException {
        JobWatch.End end;
        List<JobStatus> last;
        try (View view = Views.open(context)) {
            end = new JobWatch(millrace.jobs(), view, context.clock(), context.stop()).watch(timeout);
            last = millrace.jobs().statuses();
            millrace.jobs().stop();
            view.show(millrace.jobs().statuses());
        }
        return exitCode(end, last);
    }

    private int exitCode(JobWatch.End end, List<JobStatus> jobs) {
        List<MillraceException> failures = jobs.stream()
                .filter(job -> job.state() == JobState.FAILED)
                .flatMap(job -> job.error().stream())
                .toList();
        if (!failures.isEmpty()) {
            failures.forEach(context.errors()::print);
            return failures.get(0).kind().exitCode();
        }
        if (end == JobWatch.End.TIME_IS_UP && untilCaughtUp) {
            jobs.forEach(job -> job.error().ifPresent(context.errors()::print));
            return context.errors()
                    .print(new MillraceException(ErrorCode.TIMED_OUT, "Cannot catch up within " + timeout.orElseThrow())
                            .withHint("what was committed stays; the same command goes on from there"));
        }
        return 0;
    }
}
