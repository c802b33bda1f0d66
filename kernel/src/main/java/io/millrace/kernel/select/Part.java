package io.millrace.kernel.select;

/** A stretch of the text of a query, by the offsets of its first character and behind its last one. */
public record Part(int start, int end) {}
