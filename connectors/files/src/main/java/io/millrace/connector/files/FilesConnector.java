package io.millrace.connector.files;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.Connector;
import io.millrace.spi.source.Source;
import java.time.InstantSource;

/**
 * Files of a local directory. A split is a file, named by its path below LOCATION; its offset is 0 before it has been
 * read and 1 after. The rules:
 *
 * <ul>
 *   <li>A file is read once and whole. It must not change afterwards, and its name must not be used again: what is
 *       added to a file that has been read is not seen.
 *   <li>A file is taken when it has rested for SETTLE_TIME: its time of change is that old, or it was seen unchanged
 *       for that long. Who writes slower than that writes under a name that is ignored, then renames.
 *   <li>Ignored: hidden files and directories, and names that end in {@code .tmp}, {@code .part}, {@code .filepart},
 *       {@code .crdownload} or {@code ._COPYING_}.
 *   <li>A file that changes or goes between planning and reading is an error outside: its run is planned anew.
 *   <li>Files are taken oldest first, by the date in their path if DATE_PATTERN says that there is one, then by time of
 *       change, then name; one that arrives late with an old time is read too.
 * </ul>
 */
public final class FilesConnector implements Connector {
    private final InstantSource clock;

    /** @param clock tells how long a file has rested */
    public FilesConnector(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public String type() {
        return "FILES";
    }

    @Override
    public OptionSet connectionOptions() {
        return FilesOptions.CONNECTION;
    }

    @Override
    public OptionSet sourceOptions() {
        return FilesOptions.SOURCE;
    }

    @Override
    public Source open(Options connection, Options source) {
        return new FilesSource(Location.of(connection, source), source, clock);
    }
}
