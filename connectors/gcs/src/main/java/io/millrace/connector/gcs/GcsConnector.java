package io.millrace.connector.gcs;

import static java.util.Objects.requireNonNull;

import io.millrace.connector.files.object.ObjectOptions;
import io.millrace.connector.files.s3.S3Dialect;
import io.millrace.connector.files.s3.S3Location;
import io.millrace.connector.files.s3.S3Store;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.Connector;
import io.millrace.spi.source.Source;
import java.time.InstantSource;

/** Objects of a bucket of Google Cloud Storage, by the rules of those in S3. */
public final class GcsConnector implements Connector {
    private final InstantSource clock;

    /** @param clock tells which dates have come, and which objects may still arrive */
    public GcsConnector(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public String type() {
        return "GCS";
    }

    @Override
    public OptionSet connectionOptions() {
        return GcsOptions.CONNECTION;
    }

    @Override
    public OptionSet sourceOptions() {
        return GcsOptions.SOURCE;
    }

    @Override
    public Source open(Options connection, Options source) {
        ObjectOptions.requireRight(connection, source);
        S3Dialect dialect = new GcsDialect(connection);
        S3Location location = S3Location.parse(
                dialect.scheme(), source.get(GcsOptions.LOCATION), source.find(ObjectOptions.FILE_PATTERN));
        return S3Store.source(dialect, location, source, clock);
    }
}
