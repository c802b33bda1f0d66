package io.millrace.spi.error;

/** Who can mend an error; decides the exit code and whether a job retries. */
public enum ErrorKind {
    /** The statement or an option is wrong: only the user can mend it. */
    USER(2),
    /** A system outside the process failed or is away: worth trying again. */
    EXTERNAL(3),
    /** A defect of Millrace. */
    INTERNAL(4);

    private final int exitCode;

    ErrorKind(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The exit code of the process when an error of this kind ends it. */
    public int exitCode() {
        return exitCode;
    }
}
