package io.millrace.spi.error;

import static io.millrace.spi.error.ErrorKind.EXTERNAL;
import static io.millrace.spi.error.ErrorKind.INTERNAL;
import static io.millrace.spi.error.ErrorKind.USER;

/** Every error a user can meet. A number is never used twice; a retired code keeps its place. */
public enum ErrorCode {
    // 10xx: the text of a worksheet
    SYNTAX_ERROR(1001, USER),
    NOT_YET_AVAILABLE(1002, USER),
    VARIABLE_NOT_SET(1003, USER),
    WORKSHEET_NOT_FOUND(1004, USER),
    INVALID_LITERAL(1005, USER),

    // 11xx: options
    UNKNOWN_OPTION(1101, USER),
    MISSING_OPTION(1102, USER),
    INVALID_OPTION_VALUE(1103, USER),
    OPTION_NOT_EDITABLE(1104, USER),
    DUPLICATE_OPTION(1105, USER),
    SECRET_NOT_FOUND(1106, USER),

    // 20xx: names
    TABLE_NOT_FOUND(2001, USER),
    CONNECTION_NOT_FOUND(2002, USER),
    JOB_NOT_FOUND(2003, USER),
    CATALOG_NOT_FOUND(2004, USER),
    ALREADY_EXISTS(2005, USER),
    IN_USE(2006, USER),
    EXPECTATION_NOT_FOUND(2007, USER),
    VIEW_NOT_FOUND(2009, USER),
    COLUMN_NOT_FOUND(2010, USER),
    DUPLICATE_COLUMN(2011, USER),
    FUNCTION_NOT_FOUND(2012, USER),
    TYPE_NOT_FOUND(2013, USER),

    // 21xx: meaning
    TYPE_MISMATCH(2101, USER),
    INVALID_QUERY(2102, USER),
    MISSING_TIME_FILTER(2103, USER),
    MISSING_ALIAS(2104, USER),
    INVALID_PARTITIONING(2105, USER),
    INVALID_TARGET(2106, USER),
    SOURCE_SCHEMA_CHANGED(2107, USER),
    INVALID_STATE(2108, USER),
    MISSING_JOIN_CONDITION(2120, USER),
    INVALID_VIEW(2121, USER),

    // 30xx: sources
    SOURCE_NOT_FOUND(3001, USER),
    SOURCE_UNAVAILABLE(3002, EXTERNAL),
    SOURCE_ACCESS_DENIED(3003, USER),
    POSITION_LOST(3004, USER),
    SOURCE_FORMAT(3005, USER),

    // 40xx: data; these name rejects, they never stop a job
    MALFORMED_RECORD(4001, USER),
    RECORD_TOO_LARGE(4002, USER),
    RECORD_TOO_DEEP(4003, USER),
    INVALID_UTF8(4004, USER),
    VALUE_DOES_NOT_FIT(4005, USER),
    EXPRESSION_FAILED(4006, USER),
    EXPECTATION_VIOLATED(4007, USER),
    TOO_MANY_REJECTS(4008, USER),

    // 50xx: the lake
    LAKE_UNAVAILABLE(5001, EXTERNAL),
    COMMIT_CONFLICT(5002, EXTERNAL),
    COMMIT_REFUSED(5003, USER),
    COMMIT_UNKNOWN(5004, EXTERNAL),
    DATA_DIRECTORY_LOCKED(5005, USER),
    FENCED(5006, USER),
    STORAGE_FULL(5007, EXTERNAL),

    // 90xx: ours
    INTERNAL_ERROR(9001, INTERNAL),
    TIMED_OUT(9002, EXTERNAL),
    CANCELLED(9003, USER),
    MEMORY_EXHAUSTED(9004, EXTERNAL);

    private final int number;
    private final ErrorKind kind;

    ErrorCode(int number, ErrorKind kind) {
        this.number = number;
        this.kind = kind;
    }

    /** The stable name users search for, such as {@code MR2010}. */
    public String code() {
        return "MR" + number;
    }

    public ErrorKind kind() {
        return kind;
    }
}
