package io.millrace.spi.option;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.SourceLocation;
import java.io.Serializable;
import java.util.Locale;

/**
 * One {@code NAME = value} of a statement.
 *
 * @param name in upper case
 * @param location of the name
 * @param valueLocation of the value
 */
public record OptionAssignment(String name, OptionValue value, SourceLocation location, SourceLocation valueLocation)
        implements Serializable {
    public OptionAssignment {
        name = name.toUpperCase(Locale.ROOT);
        requireNonNull(value, "value is null");
        requireNonNull(location, "location is null");
        requireNonNull(valueLocation, "valueLocation is null");
    }
}
