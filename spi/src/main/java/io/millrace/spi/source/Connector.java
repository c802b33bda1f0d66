package io.millrace.spi.source;

import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;

/** A kind of system that a job can copy from. One folder, one class of this type, one line of registration. */
public interface Connector {
    /** The word after CREATE: {@code KAFKA}. */
    String type();

    /** What {@code CREATE KAFKA CONNECTION} takes. */
    OptionSet connectionOptions();

    /** What {@code COPY FROM KAFKA connection} takes. */
    OptionSet sourceOptions();

    /**
     * Opens a source; reaches out to nothing until it is used.
     *
     * @param connection options of the connection
     * @param source options of the COPY FROM
     */
    Source open(Options connection, Options source);
}
