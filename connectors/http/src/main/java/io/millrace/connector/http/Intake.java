package io.millrace.connector.http;

import io.millrace.connector.http.HttpOptions.Settings;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.ServedConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/** One connection that is served: its port and its streams. What cannot be opened now is tried again when it is asked for. */
final class Intake {
    private final Path directory;
    private final InstantSource clock;
    private final ThreadFactory threads;
    private final BodyBudget budget;
    private final Map<String, StreamBuffer> streams = new ConcurrentHashMap<>();
    private ServedConnection served;
    private Optional<Listener> listener = Optional.empty();
    private Optional<Settings> listening = Optional.empty();

    /** @param directory of the logs of this connection */
    Intake(Path directory, InstantSource clock, ThreadFactory threads, BodyBudget budget) {
        this.directory = directory;
        this.clock = clock;
        this.threads = threads;
        this.budget = budget;
    }

    /** Serves as said from now on. */
    synchronized void serve(ServedConnection connection) {
        served = connection;
        open();
    }

    /** @throws MillraceException when the port or a log cannot be opened */
    synchronized void requireOpen() {
        if (served != null) {
            open();
        }
    }

    Optional<StreamBuffer> find(String stream) {
        return Optional.ofNullable(streams.get(stream));
    }

    /** Stops listening, after the requests that are under way, and then appending. */
    synchronized void close() {
        served = null;
        stopListening();
        streams.keySet().forEach(this::closeStream);
    }

    private void open() {
        Settings settings = HttpOptions.settings(served.options());
        openStreams(settings);
        if (listening.equals(Optional.of(settings))) {
            return;
        }
        stopListening();
        try {
            Listener opened = new Listener(new IngestHandler(served.name(), settings, this::find, budget, clock));
            opened.listen(settings, threads);
            listener = Optional.of(opened);
            listening = Optional.of(settings);
        } catch (IOException e) {
            throw new MillraceException(
                            ErrorCode.SOURCE_UNAVAILABLE, "Cannot listen at " + settings + ": " + e.getMessage(), e)
                    .withHint("end what uses the port, or choose another: ALTER HTTP CONNECTION " + served.name()
                            + " SET PORT = ...");
        }
    }

    private void openStreams(Settings settings) {
        Map<String, Set<String>> readers = new TreeMap<>();
        served.readers()
                .forEach(reader -> HttpOptions.streams(reader.source())
                        .forEach(stream -> readers.computeIfAbsent(stream, name -> new HashSet<>())
                                .add(reader.jobId())));
        streams.keySet().stream().filter(stream -> !readers.containsKey(stream)).forEach(this::closeStream);
        readers.forEach((stream, jobs) -> {
            streams.computeIfAbsent(stream, name -> openStream(name, settings)).readers(jobs);
        });
    }

    private StreamBuffer openStream(String stream, Settings settings) {
        try {
            return new StreamBuffer(StreamLog.open(
                    directory.resolve(stream), StreamBuffer.fileBytes(settings.buffer()), StreamLog.KEYS));
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNAVAILABLE, "Cannot open the log of stream " + stream + ": " + e.getMessage(), e);
        }
    }

    private void closeStream(String stream) {
        StreamBuffer closing = streams.remove(stream);
        try {
            closing.log().close();
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNAVAILABLE,
                    "Cannot close the log of stream " + stream + ": " + e.getMessage(),
                    e);
        }
    }

    private void stopListening() {
        listener.ifPresent(Listener::close);
        listener = Optional.empty();
        listening = Optional.empty();
    }
}
