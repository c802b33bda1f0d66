package io.millrace.spi.source;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.batch.Kind;
import java.util.List;

/**
 * A system column that a source fills with the coordinates of each record.
 *
 * @param name with its underscore, such as {@code _offset}
 * @param description one sentence without a full stop
 * @param fields of a STRUCT its fields, of a LIST its one element, of a MAP key and value; empty for other kinds
 */
public record SourceColumn(String name, Kind kind, String description, List<SourceColumn> fields) {
    public SourceColumn {
        requireNonNull(name, "name is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(description, "description is null");
        fields = List.copyOf(fields);
    }

    public SourceColumn(String name, Kind kind, String description) {
        this(name, kind, description, List.of());
    }
}
