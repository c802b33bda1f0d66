package io.millrace.jobs.engine.local;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.keys.SeenKeys;
import io.millrace.jobs.task.TaskContext;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.KernelSession;
import io.millrace.lake.keys.KeyIndexes;
import io.millrace.lake.parquet.EncodingHints;
import io.millrace.lake.storage.FileCache;
import io.millrace.spi.decode.Format;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Suggestions;
import io.millrace.spi.source.Connector;
import io.millrace.spi.source.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the tasks of one process share. */
public final class WorkerContext implements TaskContext, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerContext.class);

    private final List<Connector> connectors;
    private final List<Format> formats;
    private final Supplier<Kernel> kernel;
    private final FileCache files;
    private final KeyIndexes keyIndexes;
    /** A name that no other worker has. */
    private final String worker;

    private final AtomicLong executions = new AtomicLong();
    private final Map<String, Source> sources = new ConcurrentHashMap<>();
    private final Map<String, EncodingHints> hints = new ConcurrentHashMap<>();
    private final Map<String, SeenKeys> seenKeys = new ConcurrentHashMap<>();
    private final Path scratch;
    private final BiConsumer<String, String> noted;
    private final Map<String, String> notes = new ConcurrentHashMap<>();

    /** @param kernel opened when the first task asks for a session */
    public WorkerContext(List<Connector> connectors, List<Format> formats, Supplier<Kernel> kernel) {
        this(
                connectors,
                formats,
                kernel,
                FileCache.unused(),
                new KeyIndexes(Path.of(System.getProperty("java.io.tmpdir"), "millrace-keys")),
                Path.of(System.getProperty("java.io.tmpdir")),
                (job, note) -> {});
    }

    /**
     * @param files not closed with the context
     * @param keyIndexes of the tables that jobs write
     * @param scratch where what need not survive is kept
     * @param noted takes the name of a job and what was found out about its data; on the threads of tasks
     */
    public WorkerContext(
            List<Connector> connectors,
            List<Format> formats,
            Supplier<Kernel> kernel,
            FileCache files,
            KeyIndexes keyIndexes,
            Path scratch,
            BiConsumer<String, String> noted) {
        this.noted = requireNonNull(noted, "noted is null");
        this.worker = UUID.randomUUID().toString().substring(0, 8);
        this.files = requireNonNull(files, "files is null");
        this.keyIndexes = requireNonNull(keyIndexes, "keyIndexes is null");
        this.scratch = requireNonNull(scratch, "scratch is null");
        this.kernel = requireNonNull(kernel, "kernel is null");
        this.connectors = List.copyOf(connectors);
        this.formats = List.copyOf(formats);
    }

    @Override
    public Source source(String jobId, Supplier<Source> open) {
        return sources.computeIfAbsent(jobId, id -> open.get());
    }

    @Override
    public Connector connector(String type) {
        return connectors.stream()
                .filter(connector -> connector.type().equalsIgnoreCase(type))
                .findFirst()
                .orElseThrow(() -> new MillraceException(
                                ErrorCode.NOT_YET_AVAILABLE, "Cannot find a connector: " + type)
                        .withHint(Suggestions.hint(
                                type, connectors.stream().map(Connector::type).toList())));
    }

    @Override
    public Format format(String name) {
        return formats.stream()
                .filter(format -> format.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new MillraceException(
                                ErrorCode.NOT_YET_AVAILABLE, "Cannot find a content type: " + name)
                        .withHint(Suggestions.hint(
                                name, formats.stream().map(Format::name).toList())));
    }

    @Override
    public EncodingHints hints(String table) {
        return hints.computeIfAbsent(table, name -> new EncodingHints());
    }

    @Override
    public void note(String jobName, String note) {
        int colon = note.indexOf(':');
        String what = colon < 0 ? note : note.substring(0, colon);
        String about = note.substring(0, Math.max(0, note.indexOf(' ')));
        if (!what.equals(notes.put(jobName + " " + about, what))) {
            LOG.info("job {}: {}", jobName, note);
            noted.accept(jobName, note);
        }
    }

    @Override
    public String execution() {
        return worker + "-" + executions.incrementAndGet();
    }

    @Override
    public KernelSession kernelSession() {
        return kernel.get().session();
    }

    @Override
    public SeenKeys seenKeys(String jobId) {
        return seenKeys.computeIfAbsent(jobId, id -> new SeenKeys(scratch.resolve("keys-" + worker + "-" + id)));
    }

    @Override
    public KeyIndexes keyIndexes() {
        return keyIndexes;
    }

    @Override
    public FileCache files() {
        return files;
    }

    /** Closes the source of a job that has ended here, and forgets its keys. */
    public void forget(String jobId) {
        SeenKeys keys = seenKeys.remove(jobId);
        if (keys != null) {
            keys.close();
        }
        Source source = sources.remove(jobId);
        if (source != null) {
            source.close();
        }
    }

    @Override
    public void close() {
        List.copyOf(sources.keySet()).forEach(this::forget);
        List.copyOf(seenKeys.keySet()).forEach(this::forget);
    }
}
