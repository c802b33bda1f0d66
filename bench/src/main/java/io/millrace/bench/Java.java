package io.millrace.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines for Java processes with the classes of this one. */
final class Java {
    private static final List<String> OWN_FLAGS = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> !flag.startsWith("-agentlib:") && !flag.startsWith("-XX:StartFlightRecording"))
            .toList();

    private Java() {}

    /** With the flags of this process, which are those that the launcher gives to every command. */
    static List<String> like(Class<?> main, List<String> moreFlags, List<String> arguments) {
        List<String> flags = new ArrayList<>(OWN_FLAGS);
        flags.addAll(moreFlags);
        return command(main, flags, arguments);
    }

    static List<String> command(Class<?> main, List<String> flags, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command;
    }
}
