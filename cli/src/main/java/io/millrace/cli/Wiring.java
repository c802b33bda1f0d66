package io.millrace.cli;

import static java.util.Objects.requireNonNull;

import io.millrace.cli.context.Opener;
import io.millrace.connector.azure.AzureConnector;
import io.millrace.connector.files.FilesConnector;
import io.millrace.connector.files.s3.S3Connector;
import io.millrace.connector.gcs.GcsConnector;
import io.millrace.connector.generator.GeneratorConnector;
import io.millrace.connector.http.HttpConnector;
import io.millrace.connector.kafka.KafkaConnector;
import io.millrace.connector.kinesis.KinesisConnector;
import io.millrace.formats.Formats;
import io.millrace.server.Millrace;
import io.millrace.server.MillraceSettings;
import io.millrace.server.RunMode;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.Connector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** The one place that chooses the parts of a Millrace. A new connector is one line here. */
public final class Wiring implements Opener {
    private static final long LEAST_KERNEL_MEMORY = 128L << 20;

    private final InstantSource clock;

    public Wiring(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Millrace own(Path dataDirectory, RunMode mode) {
        Millrace millrace = Millrace.own(settings(dataDirectory, mode));
        Logs.writeTo(dataDirectory);
        return millrace;
    }

    @Override
    public Millrace read(Path dataDirectory) {
        create(dataDirectory);
        return Millrace.read(settings(dataDirectory, RunMode.CONTINUOUS));
    }

    /** A data directory that is not there yet is one with nothing in it. */
    private static void create(Path dataDirectory) {
        try {
            Files.createDirectories(dataDirectory);
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.LAKE_UNAVAILABLE, "Cannot create data directory: " + dataDirectory, e);
        }
    }

    private MillraceSettings settings(Path dataDirectory, RunMode mode) {
        Runtime runtime = Runtime.getRuntime();
        // The kernel gets as much outside the heap as the heap may have: together they stay below 1 GiB by default.
        long kernelMemory = Math.max(LEAST_KERNEL_MEMORY, runtime.maxMemory());
        return new MillraceSettings(
                dataDirectory,
                connectors(dataDirectory),
                Formats.ALL,
                runtime.availableProcessors(),
                kernelMemory,
                mode,
                false,
                clock);
    }

    private List<Connector> connectors(Path dataDirectory) {
        return List.of(
                new AzureConnector(clock),
                new FilesConnector(clock),
                new GcsConnector(clock),
                new GeneratorConnector(clock),
                new HttpConnector(dataDirectory.resolve("http"), clock, Wiring::daemon),
                new KafkaConnector(clock),
                new KinesisConnector(clock, Wiring::daemon),
                new S3Connector(clock));
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "connector");
        thread.setDaemon(true);
        return thread;
    }
}
