package io.millrace.server.define;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.copy.CopySpec;
import io.millrace.jobs.copy.Expectation;
import io.millrace.jobs.copy.Expectation.OnViolation;
import io.millrace.jobs.distinct.DistinctBy;
import io.millrace.lake.SystemColumns;
import io.millrace.server.define.Analyzer.ConnectionTypes;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Format;
import io.millrace.spi.decode.Splitting;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Suggestions;
import io.millrace.spi.option.OptionAssignment;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.sql.option.ContentType;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.JobBody.Copy;
import io.millrace.sql.tree.Statement.CreateJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the tasks of a copy job need to know, from its statement and its connection. */
public final class CopySpecs {
    private final ConnectionTypes types;
    private final List<Format> formats;

    public CopySpecs(ConnectionTypes types, List<Format> formats) {
        this.types = requireNonNull(types, "types is null");
        this.formats = List.copyOf(formats);
    }

    public CopySpec of(String jobId, CreateJob create, Options options, ConnectionDefinition connection) {
        Copy copy = (Copy) create.body();
        OptionSet sourceOptions =
                types.connector(connection.type()).orElseThrow().sourceOptions();
        List<OptionAssignment> written = withCompression(copy, create, sourceOptions);
        Options source =
                sourceOptions.resolve(SourceOptions.waiting(create, options, written, sourceOptions), copy.location());
        ContentType contentType = options.get(JobOptions.CONTENT_TYPE);
        Format format = format(contentType.name(), create);
        DecodeSettings standard = DecodeSettings.DEFAULT;
        DecodeSettings decode = new DecodeSettings(
                options.find(JobOptions.EXCLUDE_COLUMNS).orElse(List.of()),
                SystemColumns.names(),
                Math.toIntExact(maxColumns(contentType, format, options)),
                standard.maxDepth(),
                standard.maxRecordBytes(),
                standard.batchRows(),
                standard.batchBytes(),
                options.get(JobOptions.INFER_TIMESTAMPS));
        return new CopySpec(
                jobId,
                create.name().name(),
                connection.type(),
                connection.name(),
                connection.options(),
                source,
                format.name(),
                format.options().resolve(ofFormat(contentType, format), create.location()),
                decode,
                options.find(JobOptions.EVENT_TIME).orElse(""),
                RecordSql.place(create, JobOptions.EVENT_TIME.name()),
                RecordSql.transformations(options),
                expectations(copy),
                options.find(JobOptions.DEDUPLICATE_WITH)
                        .map(one -> new DistinctBy(one.columns(), one.window().toNanos() / 1000))
                        .orElse(DistinctBy.NOTHING),
                options.get(JobOptions.COLUMN_STATISTICS));
    }

    /** Where large payloads of a job may be cut. */
    public Splitting splitting(CopySpec spec) {
        Format format = formats.stream()
                .filter(one -> one.name().equals(spec.contentType()))
                .findFirst()
                .orElseThrow();
        return format.splitting(spec.format(), spec.decode());
    }

    static List<Expectation> expectations(Copy copy) {
        return copy.expectations().stream()
                .map(expectation -> new Expectation(
                        expectation.name().name(),
                        expectation.predicate().sql(),
                        expectation.predicate().location(),
                        OnViolation.valueOf(expectation.action().name())))
                .toList();
    }

    void checkFormat(CreateJob create, Options options) {
        ContentType contentType = options.get(JobOptions.CONTENT_TYPE);
        Format format = format(contentType.name(), create);
        format.options().resolve(ofFormat(contentType, format), create.location());
        maxColumns(contentType, format, options);
    }

    private static List<OptionAssignment> ofFormat(ContentType contentType, Format format) {
        return contentType.options().stream()
                .filter(option -> !isMaxColumns(option, format))
                .toList();
    }

    /** MAX_COLUMNS is an option of the job; SQLake has it among those of CSV. */
    private static boolean isMaxColumns(OptionAssignment option, Format format) {
        return option.name().equals(JobOptions.MAX_COLUMNS.name())
                && format.options().find(option.name()).isEmpty();
    }

    private static long maxColumns(ContentType contentType, Format format, Options options) {
        Optional<OptionAssignment> written = contentType.options().stream()
                .filter(option -> isMaxColumns(option, format))
                .findFirst();
        if (written.isEmpty()) {
            return options.get(JobOptions.MAX_COLUMNS);
        }
        if (options.isSet(JobOptions.MAX_COLUMNS)) {
            throw new MillraceException(
                    ErrorCode.DUPLICATE_OPTION,
                    written.get().location(),
                    "Cannot set option twice: " + JobOptions.MAX_COLUMNS.name());
        }
        try {
            return JobOptions.MAX_COLUMNS
                    .type()
                    .read(JobOptions.MAX_COLUMNS.name(), written.get().value());
        } catch (MillraceException e) {
            throw e.at(written.get().valueLocation());
        }
    }

    private Format format(String name, CreateJob create) {
        return formats.stream()
                .filter(format -> format.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new MillraceException(
                                ErrorCode.NOT_YET_AVAILABLE,
                                RecordSql.place(create, JobOptions.CONTENT_TYPE.name()),
                                "Cannot use what is not yet available: CONTENT_TYPE = " + name)
                        .withHint(Suggestions.hint(
                                name, formats.stream().map(Format::name).toList())));
    }

    /** COMPRESSION stands before AS like every option of a copy job; a source that knows it wants it among its own. */
    private static List<OptionAssignment> withCompression(Copy copy, CreateJob create, OptionSet sourceOptions) {
        String name = JobOptions.COMPRESSION.name();
        Optional<OptionAssignment> written = create.options().stream()
                .filter(option -> option.name().equals(name))
                .findFirst();
        boolean own = copy.options().stream().anyMatch(option -> option.name().equals(name));
        List<OptionAssignment> all = new ArrayList<>(copy.options());
        if (written.isPresent() && !own && sourceOptions.find(name).isPresent()) {
            all.add(written.get());
        } else if (written.isPresent() && !own && !isAuto(written.get().value())) {
            throw new MillraceException(
                            ErrorCode.INVALID_OPTION_VALUE,
                            written.get().valueLocation(),
                            "Cannot set COMPRESSION for " + sourceOptions.subject())
                    .withHint("its payloads are decompressed by the client; leave the option out");
        }
        return all;
    }

    private static boolean isAuto(OptionValue value) {
        return value instanceof OptionValue.Word word && word.value().equalsIgnoreCase("AUTO");
    }
}
