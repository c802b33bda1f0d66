package io.millrace.testing;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka in this process: one KRaft node, broker and controller, on the loopback interface without encryption.
 * It may be stopped and started again on the same port and directory, as a broker that is restarted.
 *
 * <p>Not safe for use by two threads; its clients may live anywhere.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final int ATTEMPTS = 5;

    private final Path directory;
    private final int port;
    private final int controllerPort;
    private final Map<String, String> overrides;
    private Optional<KafkaRaftServer> server = Optional.empty();

    private KafkaBroker(Path directory, int port, int controllerPort, Map<String, String> overrides) {
        this.directory = requireNonNull(directory, "directory is null");
        this.port = port;
        this.controllerPort = controllerPort;
        this.overrides = Map.copyOf(overrides);
    }

    /** Starts a broker on a free port; {@code directory} is created, or is that of an earlier broker. */
    public static KafkaBroker start(Path directory) {
        return start(directory, Map.of());
    }

    /** Starts a broker on a free port with properties of its own, such as {@code log.cleaner.backoff.ms}. */
    public static KafkaBroker start(Path directory, Map<String, String> properties) {
        RuntimeException failure = new IllegalStateException("not attempted");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Integer> ports = Ports.free(2);
            KafkaBroker broker = new KafkaBroker(directory, ports.get(0), ports.get(1), properties);
            try {
                broker.start();
                return broker;
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        throw failure;
    }

    /** Starts a broker on a given port. */
    public static KafkaBroker start(Path directory, int port) {
        KafkaBroker broker = new KafkaBroker(directory, port, Ports.free(1).get(0), Map.of());
        broker.start();
        return broker;
    }

    /** Where clients connect: {@code 127.0.0.1:34567}. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    public boolean running() {
        return server.isPresent();
    }

    /** Starts the stopped broker again, where it was. */
    public void start() {
        if (server.isPresent()) {
            throw new IllegalStateException("broker is running: " + bootstrap());
        }
        // A broker that cannot start would end the whole process.
        Exit.setExitProcedure(KafkaBroker::refuseToExit);
        Exit.setHaltProcedure(KafkaBroker::refuseToExit);
        BrokerProperties properties = new BrokerProperties(directory, port, controllerPort, overrides);
        properties.formatDirectory();
        KafkaRaftServer starting = new KafkaRaftServer(new KafkaConfig(properties.toMap()), Time.SYSTEM);
        try {
            starting.startup();
        } catch (RuntimeException e) {
            starting.shutdown();
            throw e;
        }
        server = Optional.of(starting);
    }

    /** Stops the broker in good order; its clients see a broker that is away. */
    public void stop() {
        server.ifPresent(running -> {
            running.shutdown();
            running.awaitShutdown();
        });
        server = Optional.empty();
    }

    public void restart() {
        stop();
        start();
    }

    /** Topics and their offsets, seen through a client of its own: close it. */
    public KafkaTopics topics() {
        return new KafkaTopics(bootstrap());
    }

    /** A producer without transactions: close it. */
    public KafkaWriter writer() {
        return KafkaWriter.plain(bootstrap());
    }

    /** The directory the broker keeps its logs in; created by {@link #start}. */
    public Path directory() {
        return directory;
    }

    @Override
    public void close() {
        stop();
    }

    static Path create(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuseToExit(int status, String message) {
        throw new IllegalStateException("broker wants to exit with status " + status + ": " + message);
    }
}
