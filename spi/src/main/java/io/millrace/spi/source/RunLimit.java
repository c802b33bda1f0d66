package io.millrace.spi.source;

import java.io.Serializable;

/**
 * How much one run may read at most; a source keeps to what it can tell beforehand.
 *
 * @param payloads Kafka messages, files and the like
 * @param bytes before decompression
 */
public record RunLimit(long payloads, long bytes) implements Serializable {}
