package io.millrace.server.child;

import io.millrace.jobs.loop.JobStatus;
import io.millrace.server.Millrace;
import io.millrace.server.RunMode;
import io.millrace.server.TestMillrace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * A process that runs a worksheet: {@code DATA_DIRECTORY WORKSHEET MODE PARALLELISM}. It prints the errors of its jobs as
 * they come. It ends with 0 when every job has reached its end, with 1 when one failed, and when its standard input is closed, so that it never outlives its parent.
 */
final class ChildMain {
    static final String STARTED = "started";

    private ChildMain() {}

    public static void main(String[] arguments) throws Exception {
        Thread parent = new Thread(ChildMain::endWithParent);
        parent.setDaemon(true);
        parent.start();

        Path worksheet = Path.of(arguments[1]);
        RunMode mode = RunMode.valueOf(arguments[2]);
        int parallelism = Integer.parseInt(arguments[3]);
        try (Millrace millrace = Millrace.own(TestMillrace.settings(Path.of(arguments[0]), mode, parallelism))) {
            millrace.apply(TestMillrace.worksheet(Files.readString(worksheet)), result -> {});
            millrace.jobs().start();
            System.out.println(STARTED);
            Set<String> errors = new HashSet<>();
            boolean ended = false;
            while (!ended) {
                ended = millrace.jobs().awaitEnd(Duration.ofMillis(100));
                for (JobStatus status : millrace.jobs().statuses()) {
                    status.error()
                            .map(error -> status.name() + ": " + error.describe())
                            .filter(errors::add)
                            .ifPresent(System.out::println);
                }
            }
            boolean failed = millrace.jobs().statuses().stream()
                    .anyMatch(status -> status.error().isPresent());
            System.exit(failed ? 1 : 0);
        } catch (RuntimeException | Error e) {
            e.printStackTrace(System.out);
            Runtime.getRuntime().halt(2);
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {}
        } catch (java.io.IOException e) {
            e.printStackTrace(System.out);
        }
        Runtime.getRuntime().halt(3);
    }
}
