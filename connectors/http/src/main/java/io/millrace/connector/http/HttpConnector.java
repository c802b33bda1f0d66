package io.millrace.connector.http;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.Connector;
import io.millrace.spi.source.ServedConnection;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceUse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams that clients post to. A split is a stream, named as it is; an offset is the number of a body, from 0. A body
 * is in a log on the disk before its client is told so, and is deleted when every job that reads the stream is done with it.
 */
public final class HttpConnector implements Connector {
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnector.class);
    private static final long LEAST_MEMORY = 32L << 20;

    private final Path directory;
    private final InstantSource clock;
    private final ThreadFactory threads;
    private final BodyBudget budget;
    private final Map<String, Intake> intakes = new ConcurrentHashMap<>();

    /**
     * @param directory of the logs of all connections
     * @param clock says when a body arrived
     * @param threads that take requests
     */
    public HttpConnector(Path directory, InstantSource clock, ThreadFactory threads) {
        this(
                directory,
                clock,
                threads,
                Math.max(LEAST_MEMORY, Runtime.getRuntime().maxMemory() / 8));
    }

    HttpConnector(Path directory, InstantSource clock, ThreadFactory threads, long bodyBytes) {
        this.directory = requireNonNull(directory, "directory is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.threads = requireNonNull(threads, "threads is null");
        this.budget = new BodyBudget(bodyBytes);
    }

    @Override
    public String type() {
        return "HTTP";
    }

    @Override
    public OptionSet connectionOptions() {
        return HttpOptions.CONNECTION;
    }

    @Override
    public OptionSet sourceOptions() {
        return HttpOptions.SOURCE;
    }

    @Override
    public Source open(Options connection, Options source) {
        throw new MillraceException(ErrorCode.INTERNAL_ERROR, "Cannot open HTTP without the name of its connection");
    }

    @Override
    public Source open(SourceUse use, Options connection, Options source) {
        HttpOptions.settings(connection);
        return new HttpSource(use, HttpOptions.streams(source), this, logs(use.connection()));
    }

    @Override
    public synchronized void serve(List<ServedConnection> connections) {
        Set<String> names = new HashSet<>();
        for (ServedConnection connection : connections) {
            names.add(key(connection.name()));
            Intake intake = intakes.computeIfAbsent(
                    key(connection.name()), name -> new Intake(logs(connection.name()), clock, threads, budget));
            try {
                intake.serve(connection);
            } catch (MillraceException e) {
                LOG.error("Connection {} is not served, its jobs try again: {}", connection.name(), e.getMessage());
            }
        }
        for (String name : Set.copyOf(intakes.keySet())) {
            if (!names.contains(name)) {
                intakes.remove(name).close();
            }
        }
    }

    /** What serves a connection in this process, if it does. */
    Optional<Intake> intake(String connection) {
        return Optional.ofNullable(intakes.get(key(connection)));
    }

    private Path logs(String connection) {
        String name = URLEncoder.encode(key(connection), StandardCharsets.UTF_8).replace(".", "%2E");
        return directory.resolve(name);
    }

    private static String key(String connection) {
        return connection.toLowerCase(Locale.ROOT);
    }
}
