package io.millrace.server;

import io.millrace.spi.error.SourceLocation;

/**
 * What a statement of a checked worksheet will do.
 *
 * @param what in a few words, such as {@code create table lake.shop.orders}
 * @param details a line each, for jobs: what they read and write
 */
public record PlanStep(SourceLocation location, String what, java.util.List<String> details) {
    public PlanStep {
        details = java.util.List.copyOf(details);
    }
}
