package io.millrace.cli.context;

import io.millrace.server.Millrace;
import io.millrace.server.RunMode;
import java.nio.file.Path;

/** Opens data directories; the parts that a Millrace is made of are chosen behind it. */
public interface Opener {
    /**
     * Takes the ownership of a data directory, to change it and to run its jobs.
     *
     * @throws io.millrace.spi.error.MillraceException DATA_DIRECTORY_LOCKED when another process owns it
     */
    Millrace own(Path dataDirectory, RunMode mode);

    /** Opens a data directory for queries, whoever owns it. */
    Millrace read(Path dataDirectory);
}
