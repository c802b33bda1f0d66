package io.millrace.connector.files.s3;

import static java.util.Objects.requireNonNull;

import io.millrace.connector.files.object.ObjectOptions;
import io.millrace.connector.files.object.ObjectSource;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.Connector;
import io.millrace.spi.source.Source;
import java.time.InstantSource;

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
    public Source open(Options connection, Options source) {
        S3Location location = S3Location.parse(source.get(S3Options.LOCATION), source.find(ObjectOptions.FILE_PATTERN));
        if (connection.get(S3Options.READ_ONLY) && source.get(ObjectOptions.DELETE_FILES_AFTER_LOAD)) {
            throw new MillraceException(
                            ErrorCode.INVALID_OPTION_VALUE,
                            "Cannot set option DELETE_FILES_AFTER_LOAD: the connection is READ_ONLY")
                    .withHint("set READ_ONLY = FALSE on the connection, or let the files be");
        }
        S3Store store = new S3Store(() -> S3Clients.open(connection), location.bucket(), location.root());
        return new ObjectSource(store, location.names(), source, clock);
    }
}
