package io.millrace.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A broker as a process of its own: prints its bootstrap address on a line and ends when its standard input does, so
 * that it never outlives who started it. Arguments: {@code [--port N] [--dir DIRECTORY]}.
 */
public final class KafkaBrokerMain {
    private KafkaBrokerMain() {}

    public static void main(String[] arguments) throws IOException {
        Optional<String> directory = argument(arguments, "--dir");
        Path path = directory.isPresent() ? Path.of(directory.get()) : Files.createTempDirectory("millrace-kafka");
        Optional<Integer> port = argument(arguments, "--port").map(Integer::valueOf);
        try (KafkaBroker broker = port.isPresent() ? KafkaBroker.start(path, port.get()) : KafkaBroker.start(path)) {
            System.out.println(broker.bootstrap());
            System.out.flush();
            waitForEnd(System.in);
        }
        System.exit(0);
    }

    private static void waitForEnd(InputStream in) throws IOException {
        byte[] buffer = new byte[256];
        int count = in.read(buffer);
        while (count >= 0) {
            count = in.read(buffer);
        }
    }

    private static Optional<String> argument(String[] arguments, String name) {
        int index = Arrays.asList(arguments).indexOf(name);
        return index >= 0 && index + 1 < arguments.length ? Optional.of(arguments[index + 1]) : Optional.empty();
    }
}
