package io.millrace.sql.option;

import static io.millrace.spi.option.OptionSpec.Trait.EDITABLE;
import static io.millrace.spi.option.OptionSpec.defaulted;
import static io.millrace.spi.option.OptionSpec.optional;

import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.spi.option.StartPoint;
import io.millrace.sql.tree.JobBody;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The options of jobs, written between the job's name and AS; those of its source follow COPY FROM. */
public final class JobOptions {
    /** How the bytes of a source are compressed. */
    public enum Compression {
        AUTO,
        GZIP,
        ZSTD,
        SNAPPY,
        LZ4,
        BZIP2,
        ZIP,
        /** Aggregates of the Kinesis producer library. */
        KCL,
        NONE
    }

    /** What a job does when its source no longer holds what it has to read next. */
    public enum OnPositionLost {
        /** Stops and says what was lost. */
        FAIL,
        /** Says what was lost and goes on behind the gap. */
        CONTINUE
    }

    /** Checks at the creation of a copy job that may be left out. */
    public enum CopyValidation {
        /** That the topic, stream or directory exists. */
        MISSING_SOURCE,
        /** The same of Kafka. */
        MISSING_TOPIC,
        /** The same of Kinesis. */
        MISSING_STREAM,
        /** The same of files and objects. */
        EMPTY_PATH;

        /** Whether connections of a type are checked for it. */
        public boolean concerns(String connectionType) {
            return switch (this) {
                case MISSING_SOURCE -> true;
                case MISSING_TOPIC -> connectionType.equalsIgnoreCase("KAFKA");
                case MISSING_STREAM -> connectionType.equalsIgnoreCase("KINESIS");
                case EMPTY_PATH ->
                    !connectionType.equalsIgnoreCase("KAFKA") && !connectionType.equalsIgnoreCase("KINESIS");
            };
        }
    }

    /** Checks at the creation of an insert job that may be left out. */
    public enum InsertValidation {
        /** That UNNEST does not multiply independent arrays. */
        ALLOW_CARTESIAN_PRODUCT
    }

    // Of every job
    public static final OptionSpec<StartPoint> START_FROM = defaulted(
            "START_FROM",
            OptionType.START_POINT,
            new StartPoint.Beginning(),
            "Where a new job begins to read",
            "TIMESTAMP '2026-01-31 00:00:00'");
    public static final OptionSpec<StartPoint> END_AT = optional(
            "END_AT",
            OptionTypes.endPoint("END_AT"),
            "Where the job ends; without it the job never ends",
            "TIMESTAMP '2026-02-28 00:00:00'",
            EDITABLE);
    public static final OptionSpec<Long> RUN_PARALLELISM = optional(
            "RUN_PARALLELISM",
            OptionTypes.integer("RUN_PARALLELISM", 1, 1024),
            "How many tasks of the job execute at once at most; without it as many as there are cores",
            "2",
            EDITABLE);
    public static final OptionSpec<String> COMMENT =
            optional("COMMENT", OptionType.STRING, "A note, shown by DESCRIBE", "'orders of the shop'", EDITABLE);
    public static final OptionSpec<String> COMPUTE_CLUSTER =
            OptionTypes.cluster("The cluster that executes the job: this process, as without it");
    public static final OptionSpec<Boolean> SKIP_ALL_VALIDATIONS = defaulted(
            "SKIP_ALL_VALIDATIONS",
            OptionType.BOOLEAN,
            false,
            "Whether all checks are left out that SKIP_VALIDATIONS may name",
            "TRUE");

    // Of copy jobs
    public static final OptionSpec<ContentType> CONTENT_TYPE = defaulted(
            "CONTENT_TYPE",
            ContentType.TYPE,
            ContentType.AUTO,
            "What the records are written in, alone or with options of the format",
            "(TYPE = JSON)",
            EDITABLE);
    public static final OptionSpec<Compression> COMPRESSION = defaulted(
            "COMPRESSION",
            OptionType.oneOf(Compression.class),
            Compression.AUTO,
            "How the bytes of the source are compressed",
            "GZIP");
    public static final OptionSpec<Duration> COMMIT_INTERVAL = defaulted(
            "COMMIT_INTERVAL",
            OptionTypes.duration("COMMIT_INTERVAL", Duration.ofMillis(200), Duration.ofDays(1)),
            Duration.ofSeconds(5),
            "How long records are collected before they are committed and visible",
            "1 SECOND",
            EDITABLE);
    public static final OptionSpec<String> EVENT_TIME = optional(
            "EVENT_TIME",
            OptionType.EXPRESSION,
            "When the event of a record happened; without it the time that the source gives",
            "epoch_ms(created_at)");
    public static final OptionSpec<List<String>> EXCLUDE_COLUMNS = optional(
            "EXCLUDE_COLUMNS",
            OptionType.STRINGS,
            "Fields that are neither read nor created; * stands for any characters",
            "('pii_*', 'customer.email')");
    public static final OptionSpec<List<OptionValue.Assignment>> COLUMN_TRANSFORMATIONS = optional(
            "COLUMN_TRANSFORMATIONS",
            OptionType.ASSIGNMENTS,
            "Columns whose value is replaced by that of an expression before it is stored",
            "(email = MD5(email))");
    public static final OptionSpec<Deduplication> DEDUPLICATE_WITH = optional(
            "DEDUPLICATE_WITH",
            Deduplication.TYPE,
            "Columns whose repeats are dropped within a window after the first has landed",
            "(COLUMNS = (id), WINDOW = 4 HOURS)");
    public static final OptionSpec<Long> MAX_COLUMNS = defaulted(
            "MAX_COLUMNS",
            OptionTypes.integer("MAX_COLUMNS", 1, 100_000),
            2000L,
            "How many leaf columns are discovered; further fields go into one JSON column of their object",
            "5000",
            EDITABLE);
    public static final OptionSpec<Boolean> COLUMN_STATISTICS = defaulted(
            "COLUMN_STATISTICS",
            OptionType.BOOLEAN,
            true,
            "Whether the rows that land are sketched for system.monitoring.columns and system.monitoring.events",
            "FALSE",
            EDITABLE);
    public static final OptionSpec<Long> MAX_REJECTS_MB = defaulted(
            "MAX_REJECTS_MB",
            OptionTypes.integer("MAX_REJECTS_MB", 1, 1L << 40),
            10_240L,
            "How large the table of rejects may grow, in megabytes as stored; the job stops before the run after that",
            "102400",
            EDITABLE);
    public static final OptionSpec<Duration> REJECTS_RETENTION = defaulted(
            "REJECTS_RETENTION",
            OptionTypes.duration("REJECTS_RETENTION", Duration.ofHours(1), Duration.ofDays(9999)),
            Duration.ofDays(30),
            "How long rejects stay in their table; those of all jobs that share it go by the shortest",
            "90 DAYS",
            EDITABLE);
    public static final OptionSpec<Boolean> INFER_TIMESTAMPS = defaulted(
            "INFER_TIMESTAMPS", OptionType.BOOLEAN, false, "Whether text in ISO-8601 becomes TIMESTAMP", "TRUE");
    public static final OptionSpec<OnPositionLost> ON_POSITION_LOST = defaulted(
            "ON_POSITION_LOST",
            OptionType.oneOf(OnPositionLost.class),
            OnPositionLost.FAIL,
            "What to do when the source no longer holds what is to be read next: stop, or go on behind the gap",
            "CONTINUE",
            EDITABLE);
    public static final OptionSpec<Set<CopyValidation>> SKIP_COPY_VALIDATIONS = optional(
            "SKIP_VALIDATIONS",
            OptionTypes.setOf("SKIP_VALIDATIONS", CopyValidation.class),
            "Checks that are left out when the job is created: whether the topic, stream or folder exists; the job waits"
                    + " for it",
            "('MISSING_SOURCE')");
    public static final OptionSpec<Long> READER_SHARDS = optional(
            "READER_SHARDS",
            OptionTypes.integer("READER_SHARDS", 1, 1024),
            "Another name for RUN_PARALLELISM, which wins over it",
            "2",
            EDITABLE);
    public static final OptionSpec<Boolean> STORE_RAW_DATA = defaulted(
            "STORE_RAW_DATA",
            OptionTypes.FALSE,
            false,
            "Whether the source is also kept in its own format, which is not done",
            "FALSE");

    // Of insert jobs
    public static final OptionSpec<Boolean> BACKFILL = defaulted(
            "BACKFILL",
            OptionType.BOOLEAN,
            false,
            "With CREATE OR REPLACE: whether the new version computes all rows anew and takes the place of the old one when it"
                    + " has caught up",
            "TRUE");
    public static final OptionSpec<Duration> RUN_INTERVAL = defaulted(
            "RUN_INTERVAL",
            OptionTypes.divisorOfDay("RUN_INTERVAL", Duration.ofSeconds(1)),
            Duration.ofMinutes(1),
            "How much of its input a run covers, aligned to the clock",
            "5 MINUTES");
    public static final OptionSpec<Boolean> ADD_MISSING_COLUMNS = defaulted(
            "ADD_MISSING_COLUMNS",
            OptionType.BOOLEAN,
            false,
            "Whether the target gets the columns it lacks; required for SELECT *",
            "TRUE");
    public static final OptionSpec<List<String>> FLATTEN_PATHS = optional(
            "FLATTEN_PATHS",
            OptionTypes.PATHS,
            "Arrays of the result of which every element gets a row, its fields as columns",
            "(items, items[].tags)");
    public static final OptionSpec<Duration> ALLOWED_LATENESS = defaulted(
            "ALLOWED_LATENESS",
            OptionTypes.duration("ALLOWED_LATENESS", Duration.ZERO, Duration.ofDays(9999)),
            Duration.ofHours(1),
            "How long after its end a window still takes rows; later ones go to the table of late rows",
            "6 HOURS");
    public static final OptionSpec<Set<InsertValidation>> SKIP_INSERT_VALIDATIONS = optional(
            "SKIP_VALIDATIONS",
            OptionTypes.setOf("SKIP_VALIDATIONS", InsertValidation.class),
            "Checks that are left out when the job is created",
            "('ALLOW_CARTESIAN_PRODUCT')");

    public static final OptionSpec<Long> AGGREGATION_PARALLELISM = defaulted(
            "AGGREGATION_PARALLELISM",
            OptionTypes.integer("AGGREGATION_PARALLELISM", 1, 1),
            1L,
            "How many tasks aggregate: one; it uses the cores that there are",
            "1",
            EDITABLE);
    public static final OptionSpec<Boolean> ALLOW_CARTESIAN_PRODUCTS = defaulted(
            "ALLOW_CARTESIAN_PRODUCTS",
            OptionType.BOOLEAN,
            false,
            "Another way to write SKIP_VALIDATIONS = ('ALLOW_CARTESIAN_PRODUCT')",
            "TRUE");

    /** What {@code CREATE JOB ... AS COPY FROM} takes. */
    public static final OptionSet COPY = OptionSet.of(
            "copy job",
            START_FROM,
            END_AT,
            CONTENT_TYPE,
            COMPRESSION,
            COMMIT_INTERVAL,
            EVENT_TIME,
            EXCLUDE_COLUMNS,
            COLUMN_TRANSFORMATIONS,
            DEDUPLICATE_WITH,
            RUN_PARALLELISM,
            READER_SHARDS,
            STORE_RAW_DATA,
            MAX_COLUMNS,
            COLUMN_STATISTICS,
            MAX_REJECTS_MB,
            REJECTS_RETENTION,
            INFER_TIMESTAMPS,
            ON_POSITION_LOST,
            SKIP_COPY_VALIDATIONS,
            SKIP_ALL_VALIDATIONS,
            COMPUTE_CLUSTER,
            COMMENT);

    /** What {@code CREATE JOB ... AS INSERT INTO} takes. */
    public static final OptionSet INSERT = OptionSet.of(
            "insert job",
            BACKFILL,
            START_FROM,
            END_AT,
            RUN_INTERVAL,
            ADD_MISSING_COLUMNS,
            FLATTEN_PATHS,
            ALLOWED_LATENESS,
            RUN_PARALLELISM,
            AGGREGATION_PARALLELISM,
            SKIP_INSERT_VALIDATIONS,
            SKIP_ALL_VALIDATIONS,
            ALLOW_CARTESIAN_PRODUCTS,
            COMPUTE_CLUSTER,
            COMMENT);

    // Of materialized views
    public static final OptionSpec<Duration> MAX_TIME_TRAVEL_DURATION = optional(
            "MAX_TIME_TRAVEL_DURATION",
            OptionTypes.duration("MAX_TIME_TRAVEL_DURATION", Duration.ofHours(1), Duration.ofDays(9999)),
            "How far back the states of the view are kept that jobs are joined with; without it all of them",
            "30 DAYS",
            EDITABLE);
    public static final OptionSpec<Void> STORAGE_CONNECTION = OptionTypes.unavailable(
            "STORAGE_CONNECTION", "Where the state is stored; without it in the catalog of the view", "my_s3");
    public static final OptionSpec<Void> STORAGE_LOCATION = OptionTypes.unavailable(
            "STORAGE_LOCATION",
            "Where the state is stored; without it in the catalog of the view",
            "'s3://bucket/views'");

    /** What {@code CREATE MATERIALIZED VIEW} takes. */
    public static final OptionSet VIEW = OptionSet.of(
            "materialized view",
            START_FROM,
            RUN_INTERVAL,
            MAX_TIME_TRAVEL_DURATION,
            RUN_PARALLELISM,
            STORAGE_CONNECTION,
            STORAGE_LOCATION,
            COMPUTE_CLUSTER,
            COMMENT);

    private JobOptions() {}

    /** Whether a job goes without checking that what it copies from exists. */
    public static boolean skipsSource(Options options) {
        return options.get(SKIP_ALL_VALIDATIONS)
                || !options.find(SKIP_COPY_VALIDATIONS).orElse(Set.of()).isEmpty();
    }

    /** Whether a job may combine each with each what has nothing to do with each other. */
    public static boolean allowsProduct(Options options) {
        return options.get(SKIP_ALL_VALIDATIONS)
                || options.get(ALLOW_CARTESIAN_PRODUCTS)
                || options.find(SKIP_INSERT_VALIDATIONS)
                        .orElse(Set.of())
                        .contains(InsertValidation.ALLOW_CARTESIAN_PRODUCT);
    }

    /** How many tasks of a job execute at once at most, if it says so. */
    public static Optional<Integer> parallelism(Options options) {
        return options.find(RUN_PARALLELISM)
                .or(() -> options.find(READER_SHARDS))
                .map(Math::toIntExact);
    }

    /** What a job takes between its name and AS. */
    public static OptionSet of(JobBody body) {
        if (body instanceof JobBody.View) {
            return VIEW;
        }
        return body instanceof JobBody.Copy ? COPY : INSERT;
    }
}
