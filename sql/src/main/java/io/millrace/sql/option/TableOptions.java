package io.millrace.sql.option;

import static io.millrace.spi.option.OptionSpec.Trait.EDITABLE;
import static io.millrace.spi.option.OptionSpec.defaulted;
import static io.millrace.spi.option.OptionSpec.optional;

import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionType;

/** The options of tables. */
public final class TableOptions {
    /** How data files are compressed. */
    public enum Compression {
        ZSTD,
        SNAPPY,
        GZIP
    }

    public static final OptionSpec<Compression> COMPRESSION = defaulted(
            "COMPRESSION",
            OptionType.oneOf(Compression.class),
            Compression.ZSTD,
            "How new data files are compressed",
            "SNAPPY",
            EDITABLE);
    public static final OptionSpec<Boolean> GLOBALLY_UNIQUE_KEYS = defaulted(
            "GLOBALLY_UNIQUE_KEYS",
            OptionType.BOOLEAN,
            false,
            "Whether a row replaces one with the same PRIMARY KEY in any partition, or only in its own",
            "TRUE");
    public static final OptionSpec<Void> TABLE_DATA_RETENTION =
            OptionTypes.unavailable("TABLE_DATA_RETENTION", "How long data is kept", "30 DAYS");
    public static final OptionSpec<Void> COLUMN_DATA_RETENTION = OptionTypes.unavailable(
            "COLUMN_DATA_RETENTION",
            "How long the contents of columns are kept",
            "((COLUMN = email, DURATION = 30 DAYS))");
    public static final OptionSpec<Void> STORAGE_CONNECTION = OptionTypes.unavailable(
            "STORAGE_CONNECTION", "Where the table is stored; without it where its catalog says", "my_s3");
    public static final OptionSpec<Void> STORAGE_LOCATION = OptionTypes.unavailable(
            "STORAGE_LOCATION", "Where the table is stored; without it where its catalog says", "'s3://bucket/orders'");
    public static final OptionSpec<String> COMPUTE_CLUSTER =
            OptionTypes.cluster("The cluster that looks after the table: this process, as without it");
    public static final OptionSpec<String> COMMENT =
            optional("COMMENT", OptionType.STRING, "A note, shown by DESCRIBE", "'orders of the shop'", EDITABLE);
    public static final OptionSpec<Boolean> DELETE_DATA = defaulted(
            "DELETE_DATA", OptionType.BOOLEAN, false, "Whether the files of the table are deleted with it", "TRUE");

    /** What {@code CREATE TABLE} takes. */
    public static final OptionSet CREATE = OptionSet.of(
            "table",
            COMPRESSION,
            GLOBALLY_UNIQUE_KEYS,
            TABLE_DATA_RETENTION,
            COLUMN_DATA_RETENTION,
            STORAGE_CONNECTION,
            STORAGE_LOCATION,
            COMPUTE_CLUSTER,
            COMMENT);

    /** What {@code DROP TABLE} takes. */
    public static final OptionSet DROP = OptionSet.of("DROP TABLE", DELETE_DATA, COMPUTE_CLUSTER);

    private TableOptions() {}
}
