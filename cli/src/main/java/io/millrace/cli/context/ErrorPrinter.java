package io.millrace.cli.context;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.ErrorKind;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import io.millrace.sql.Diagnostics;
import java.io.PrintWriter;
import java.util.Map;

/** Shows errors, with the line of the worksheet they are about. */
public final class ErrorPrinter {
    private final PrintWriter err;

    ErrorPrinter(PrintWriter err) {
        this.err = requireNonNull(err, "err is null");
    }

    /** Shows an error that is about no text; returns the exit code. */
    public int print(Throwable error) {
        return print(error, Map.of());
    }

    /**
     * Shows an error; returns the exit code.
     *
     * @param texts file name to the text that the user wrote in it
     */
    public int print(Throwable error, Map<String, String> texts) {
        if (error instanceof MillraceException known) {
            String text =
                    known.location().map(SourceLocation::file).map(texts::get).orElse("");
            err.print(Diagnostics.render(known, text));
            if (known.kind() == ErrorKind.INTERNAL) {
                printStack(known);
            }
            err.flush();
            return known.kind().exitCode();
        }
        err.println(ErrorCode.INTERNAL_ERROR.code() + ": Cannot go on: " + error);
        err.println("hint: this is a defect of Millrace; please report it with these lines");
        printStack(error);
        err.flush();
        return ErrorKind.INTERNAL.exitCode();
    }

    private void printStack(Throwable error) {
        error.printStackTrace(err);
    }
}
