package io.millrace.formats.json;

import io.millrace.spi.error.ErrorCode;

/** Why a text is not a JSON value. */
enum Fault {
    NONE("nothing"),
    END("more"),
    VALUE("a value"),
    KEY("a key in double quotes"),
    KEY_OR_END("a key in double quotes or '}'"),
    COLON("':'"),
    COMMA_OR_OBJECT_END("',' or '}'"),
    COMMA_OR_ARRAY_END("',' or ']'"),
    LITERAL("true, false or null"),
    DIGIT("a digit"),
    LEADING_ZERO("no digit after a leading zero"),
    CONTROL_CHARACTER("an escape such as \\n for a control character"),
    ESCAPE("one of \" \\ / b f n r t u after a backslash"),
    HEX_DIGIT("four hexadecimal digits after \\u"),
    SEPARATOR("a blank or the next record"),
    SURROGATE("a text, found half of a surrogate pair", ErrorCode.INVALID_UTF8),
    UTF8("UTF-8", ErrorCode.INVALID_UTF8),
    TOO_DEEP("less nesting", ErrorCode.RECORD_TOO_DEEP);

    private final String expected;
    private final ErrorCode code;

    Fault(String expected) {
        this(expected, ErrorCode.MALFORMED_RECORD);
    }

    Fault(String expected, ErrorCode code) {
        this.expected = expected;
        this.code = code;
    }

    String expected() {
        return expected;
    }

    ErrorCode code() {
        return code;
    }

    /** Whether the value may be well-formed JSON nevertheless, so that its end can be found. */
    boolean mayEnd() {
        return code != ErrorCode.MALFORMED_RECORD;
    }
}
