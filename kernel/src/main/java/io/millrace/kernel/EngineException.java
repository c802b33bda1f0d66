package io.millrace.kernel;

import java.io.Serial;

/** What DuckDB has to complain about, on its way to somebody who knows the user's text. */
final class EngineException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient DuckError error;

    EngineException(DuckError error, Throwable cause) {
        super(error.message(), cause);
        this.error = error;
    }

    DuckError error() {
        return error;
    }
}
