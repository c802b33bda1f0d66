package io.millrace.connector.files.s3;

import static java.util.Objects.requireNonNull;

import io.millrace.connector.files.object.ObjectOptions;
import io.millrace.spi.option.OptionAssignment;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.Connector;
import io.millrace.spi.source.Source;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * Objects of a bucket. A split is an object, named by its key below LOCATION; its offset is the second in which it was
 * put there. The rules:
 *
 * <ul>
 *   <li>An object is read once and whole. Another one put under its name is another object, and read as well.
 *   <li>Objects are taken by the date in their path, if DATE_PATTERN says that there is one, then by their time of
 *       change, then by name; one that arrives late is read too.
 *   <li>Ignored are the same names as of files: hidden ones, and those of files that are being written.
 *   <li>An object that is replaced or goes between planning and reading is an error outside: its run is planned anew.
 * </ul>
 */
public final class S3Connector implements Connector {
    private final InstantSource clock;

    /** @param clock tells which dates have come, and which objects may still arrive */
    public S3Connector(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public String type() {
        return "S3";
    }

    @Override
    public OptionSet connectionOptions() {
        return S3Options.CONNECTION;
    }

    @Override
    public OptionSet sourceOptions() {
        return S3Options.SOURCE;
    }

    @Override
    public List<OptionAssignment> renamed(List<OptionAssignment> written) {
        return OtherNames.replace(written);
    }

    @Override
    public Set<String> otherNames() {
        return OtherNames.ALL;
    }

    @Override
    public Source open(Options connection, Options source) {
        ObjectOptions.requireRight(connection, source);
        S3Dialect dialect = new AmazonDialect(connection);
        S3Location location = S3Location.parse(
                dialect.scheme(), source.get(S3Options.LOCATION), source.find(ObjectOptions.FILE_PATTERN));
        return S3Store.source(dialect, location, source, clock);
    }
}
