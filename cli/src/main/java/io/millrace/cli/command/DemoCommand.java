package io.millrace.cli.command;

import static java.util.Objects.requireNonNull;

import io.millrace.cli.context.Context;
import io.millrace.cli.demo.Demo;
import io.millrace.cli.demo.DemoDirectory;
import io.millrace.cli.live.View;
import io.millrace.spi.error.MillraceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace demo}. */
@Command(
        name = "demo",
        header = "Shows it all: a stream of orders becomes two tables, live.",
        description = {
            "Starts a Kafka broker in this process, writes orders to it that are not all clean, and runs examples/demo.sql on"
                    + " them: a staging table whose columns are discovered, and a clean table made of it. Everything is kept in"
                    + " one directory and needs no network."
        },
        footer = {
            "",
            "Examples:",
            "  millrace demo                          until Ctrl-C",
            "  millrace demo --for 20s                with a summary after 20 seconds",
            "  millrace demo --rate 20000 --for 1m    more orders"
        })
final class DemoCommand implements Callable<Integer> {
    private static final Path DEFAULT_DIRECTORY = Path.of(".millrace", "demo");

    private final Context context;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "End after this time, such as 20s or 2m; without it Ctrl-C ends the demonstration")
    private Optional<Duration> duration = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "An empty directory to keep everything in. Default: .millrace/demo, emptied first")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Orders written in a second. Default: ${DEFAULT-VALUE}")
    private int rate = 2000;

    DemoCommand(Context context) {
        this.context = requireNonNull(context, "context is null");
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            DemoDirectory directory =
                    data.map(DemoDirectory::given).orElseGet(() -> DemoDirectory.fresh(DEFAULT_DIRECTORY));
            Demo.Outcome outcome = show(directory);
            outcome.summary().forEach(context.console().out()::println);
            context.console().out().flush();
            return outcome.failure().map(context.errors()::print).orElse(0);
        } catch (MillraceException e) {
            return context.errors().print(e, Map.of(Demo.WORKSHEET, Demo.worksheet()));
        }
    }

    private Demo.Outcome show(DemoDirectory directory) throws InterruptedException {
        try (View view = Views.open(context)) {
            return new Demo(context, directory, view, rate).run(duration);
        }
    }
}
