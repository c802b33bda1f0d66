package io.millrace.jobs.loop;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.jdbc.UncheckedSQLException;

/** Tells what kind of failure an exception is: what is outside is tried again, what is ours stops the job. */
final class Failures {
    /** By name, so that their classes are loaded only when they are used. */
    private static final String AWS_CLIENTS = "software.amazon.awssdk.";

    private Failures() {}

    static MillraceException classify(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MillraceException known) {
                return known;
            }
            String message = String.valueOf(cause.getMessage());
            if (message.toLowerCase(Locale.ROOT).contains("no space left on device")) {
                return new MillraceException(ErrorCode.STORAGE_FULL, "Cannot write: " + message, failure);
            }
        }

        Throwable root =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean outside = root instanceof IOException
                || root instanceof UncheckedIOException
                || root instanceof RuntimeIOException
                || root instanceof UncheckedSQLException
                || root instanceof RESTException
                || root.getClass().getName().startsWith(AWS_CLIENTS);
        String message = root.getClass().getSimpleName() + ": " + root.getMessage();
        return outside
                ? new MillraceException(
                        ErrorCode.LAKE_UNAVAILABLE, "Cannot reach storage or catalog: " + message, failure)
                : new MillraceException(ErrorCode.INTERNAL_ERROR, "Cannot go on: " + message, failure);
    }
}
