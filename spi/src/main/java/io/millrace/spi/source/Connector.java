package io.millrace.spi.source;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionAssignment;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;
import java.util.List;
import java.util.Set;

/** A kind of system that a job can copy from. One folder, one class of this type, one line of registration. */
public interface Connector {
    /** The word after CREATE: {@code KAFKA}. */
    String type();

    /** What {@code CREATE KAFKA CONNECTION} takes. */
    OptionSet connectionOptions();

    /** What {@code COPY FROM KAFKA connection} takes. */
    OptionSet sourceOptions();

    /**
     * The options of a COPY FROM by the names of {@link #sourceOptions}, where users may know them by others.
     *
     * @throws MillraceException of kind USER, with its place
     */
    default List<OptionAssignment> renamed(List<OptionAssignment> written) {
        return written;
    }

    /** The names that {@link #renamed} replaces, in upper case. */
    default Set<String> otherNames() {
        return Set.of();
    }

    /**
     * Opens a source; reaches out to nothing until it is used.
     *
     * @param connection options of the connection
     * @param source options of the COPY FROM
     */
    Source open(Options connection, Options source);

    /** Opens a source for a job, as above; for connectors that have to know whose it is. */
    default Source open(SourceUse use, Options connection, Options source) {
        return open(connection, source);
    }

    /**
     * For connectors that do not ask but are sent to: the connections of this type that there are now, in the process that
     * runs the jobs. Called before jobs start and whenever connections or their readers change; with none at the end.
     */
    default void serve(List<ServedConnection> connections) {}
}
