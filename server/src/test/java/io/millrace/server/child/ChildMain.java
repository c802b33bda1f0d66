package io.millrace.server.child;

import io.millrace.server.Millrace;
import io.millrace.server.RunMode;
import io.millrace.server.TestMillrace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process that runs a worksheet: {@code DATA_DIRECTORY WORKSHEET MODE PARALLELISM}. It ends with 0 when every job has
 * reached its end, with 1 when one failed, and when its standard input is closed, so that it never outlives its parent.
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
            while (!millrace.jobs().awaitEnd(Duration.ofMinutes(1))) {}
            boolean failed = millrace.jobs().statuses().stream()
                            .filter(status -> status.error().isPresent())
                            .peek(status -> System.out.println(
                                    status.name() + ": " + status.error().get().describe()))
                            .count()
                    > 0;
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
