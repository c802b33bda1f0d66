package io.millrace.server.simulation;

/** The process ends here. */
final class Crash extends Error {
    Crash(String where) {
        super(where);
    }
}
