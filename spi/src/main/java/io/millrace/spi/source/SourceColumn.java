package io.millrace.spi.source;

import io.millrace.spi.batch.Kind;

/**
 * A system column that a source fills with the coordinates of each record.
 *
 * @param name with its underscore, such as {@code _offset}
 * @param description one sentence without a full stop
 */
public record SourceColumn(String name, Kind kind, String description) {}
