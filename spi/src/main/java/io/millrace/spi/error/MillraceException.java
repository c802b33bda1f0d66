package io.millrace.spi.error;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The one exception type of Millrace.
 *
 * <p>The message says {@code Cannot <verb> <thing>: <value>}; the hint says what to do, or names the candidates.
 */
public final class MillraceException extends RuntimeException {
    private final ErrorCode code;
    private final transient Optional<SourceLocation> location;
    private final transient Optional<String> hint;

    private MillraceException(
            ErrorCode code,
            Optional<SourceLocation> location,
            String message,
            Optional<String> hint,
            Optional<Throwable> cause) {
        super(requireNonNull(message, "message is null"), cause.orElse(null));
        this.code = requireNonNull(code, "code is null");
        this.location = location;
        this.hint = hint;
    }

    public MillraceException(ErrorCode code, String message) {
        this(code, Optional.empty(), message, Optional.empty(), Optional.empty());
    }

    public MillraceException(ErrorCode code, String message, Throwable cause) {
        this(code, Optional.empty(), message, Optional.empty(), Optional.of(cause));
    }

    public MillraceException(ErrorCode code, SourceLocation location, String message) {
        this(code, Optional.of(location), message, Optional.empty(), Optional.empty());
    }

    /** This error with a hint: what to do about it, without a full stop. */
    public MillraceException withHint(String text) {
        return new MillraceException(code, location, getMessage(), Optional.of(text), Optional.of(this));
    }

    /** This error at a place of the worksheet, unless it has a place already. */
    public MillraceException at(SourceLocation place) {
        return location.isPresent()
                ? this
                : new MillraceException(code, Optional.of(place), getMessage(), hint, Optional.of(this));
    }

    public ErrorCode code() {
        return code;
    }

    public ErrorKind kind() {
        return code.kind();
    }

    public Optional<SourceLocation> location() {
        return location == null ? Optional.empty() : location;
    }

    public Optional<String> hint() {
        return hint == null ? Optional.empty() : hint;
    }

    /** The error in one line: {@code file.sql:3:14: MR2010: Cannot find column: x (did you mean y)}. */
    public String describe() {
        return location().map(place -> place + ": ").orElse("")
                + code.code()
                + ": "
                + getMessage()
                + hint().map(text -> " (" + text + ")").orElse("");
    }
}
