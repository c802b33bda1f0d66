package io.millrace.jobs.copy;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.distinct.DistinctBy;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.option.OptionValue.Assignment;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.Connector;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceUse;
import java.io.Serializable;
import java.util.List;

/**
 * What a copy job does, in the form in which its tasks carry it.
 *
 * @param connector the word after COPY FROM
 * @param connectionName the name after that
 * @param contentType the name of the format
 * @param eventTime an SQL expression over the record; empty text for the source's own time
 * @param eventTimePlace where the expression stands
 * @param transformations columns replaced or added before anything is written
 * @param expectations what rows are held against, after that
 * @param distinctBy by what repeated rows are told and dropped, after that
 * @param columnStatistics whether the rows that are written are sketched
 */
public record CopySpec(
        String jobId,
        String jobName,
        String connector,
        String connectionName,
        Options connection,
        Options source,
        String contentType,
        Options format,
        DecodeSettings decode,
        String eventTime,
        SourceLocation eventTimePlace,
        List<Assignment> transformations,
        List<Expectation> expectations,
        DistinctBy distinctBy,
        boolean columnStatistics)
        implements Serializable {
    public CopySpec {
        requireNonNull(jobId, "jobId is null");
        requireNonNull(connector, "connector is null");
        requireNonNull(connectionName, "connectionName is null");
        requireNonNull(contentType, "contentType is null");
        requireNonNull(eventTime, "eventTime is null");
        transformations = List.copyOf(transformations);
        expectations = List.copyOf(expectations);
        requireNonNull(distinctBy, "distinctBy is null");
    }

    /** Opens the source, which knows the job by its id. */
    public Source open(Connector by) {
        return by.open(new SourceUse(jobId, connectionName), connection, source);
    }

    /** Whether a payload may hold what must not be written anywhere: what is masked or left out. */
    public boolean withholdsPayloads() {
        return !transformations.isEmpty() || !decode.excludedColumns().isEmpty();
    }
}
