package io.millrace.kernel;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.Locale;

/** Failures that no query is to blame for. */
final class Failures {
    private Failures() {}

    static MillraceException of(DuckError error, Throwable cause) {
        String text = (error.type() + " " + error.message()).toLowerCase(Locale.ROOT);
        if (text.contains("interrupt")) {
            return new MillraceException(ErrorCode.CANCELLED, "Cannot finish the query: it was cancelled", cause);
        }
        if (text.contains("out of memory")) {
            return new MillraceException(ErrorCode.MEMORY_EXHAUSTED, "Cannot run the query: " + error.headline(), cause)
                    .withHint("give the kernel more memory, or read fewer columns or a shorter range");
        }
        if (error.type().equals("IO") || error.type().equals("HTTP")) {
            return new MillraceException(ErrorCode.LAKE_UNAVAILABLE, "Cannot read: " + error.headline(), cause);
        }
        if (error.type().equals("Permission")) {
            return new MillraceException(ErrorCode.INVALID_QUERY, "Cannot read: " + error.headline(), cause)
                    .withHint("a query reads tables; files and other systems are for COPY jobs");
        }
        return new MillraceException(ErrorCode.INTERNAL_ERROR, "Cannot run the query: " + error.message(), cause);
    }
}
