package io.millrace.server;

import io.millrace.jobs.copy.CopySpec;
import io.millrace.server.define.Action;
import io.millrace.server.define.Analyzer.ConnectionTypes;
import io.millrace.server.define.ConnectionDefinition;
import io.millrace.server.define.CopySpecs;
import io.millrace.server.define.Definitions;
import io.millrace.server.define.JobDefinition;
import io.millrace.spi.error.ErrorKind;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.Source;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.JobBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks, before a copy job is created, whether what it is to read exists. */
final class SourceChecks {
    private static final Logger LOG = LoggerFactory.getLogger(SourceChecks.class);

    private final ConnectionTypes types;
    private final CopySpecs copySpecs;

    SourceChecks(ConnectionTypes types, CopySpecs copySpecs) {
        this.types = types;
        this.copySpecs = copySpecs;
    }

    /** @throws MillraceException of kind USER; a source that does not answer is none: the job will try again */
    void check(Action action, Definitions existing) {
        if (action instanceof Action.CreateJob create
                && create.definition().statement().body() instanceof JobBody.Copy copy
                && !JobOptions.skipsSource(create.definition().options())) {
            existing.connection(copy.connection().name())
                    .ifPresent(connection -> check(create.definition(), copy, connection));
        }
    }

    private void check(JobDefinition job, JobBody.Copy copy, ConnectionDefinition connection) {
        CopySpec spec = copySpecs.of("check", job.statement(), job.options(), connection);
        try (Source source = spec.open(types.connector(spec.connector()).orElseThrow())) {
            source.validate();
        } catch (MillraceException e) {
            if (e.kind() != ErrorKind.EXTERNAL) {
                throw e.at(copy.location());
            }
            LOG.warn("Job {} is created although its source does not answer: {}", job.name(), e.getMessage());
        }
    }
}
