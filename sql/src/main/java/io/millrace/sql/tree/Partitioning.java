package io.millrace.sql.tree;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.SourceLocation;
import java.io.Serializable;

/** One item of {@code PARTITIONED BY}: an Iceberg transform of a column. */
public record Partitioning(ColumnPath column, Transform transform, SourceLocation location) implements Serializable {
    /** What a partition is made of. */
    public sealed interface Transform extends Serializable {}

    /** A transform without a parameter. */
    public enum Simple implements Transform {
        /** The value itself; for {@code $event_date} the day of the event. */
        IDENTITY,
        YEARS,
        MONTHS,
        DAYS,
        HOURS
    }

    /** {@code bucket(16, id)}: a hash of the value, modulo {@code count}, which is at least 1. */
    public record Bucket(int count) implements Transform {}

    /** {@code truncate(4, s)}: the first {@code width} characters, or the number rounded down; at least 1. */
    public record Truncate(int width) implements Transform {}

    public Partitioning {
        requireNonNull(column, "column is null");
        requireNonNull(transform, "transform is null");
        requireNonNull(location, "location is null");
    }
}
