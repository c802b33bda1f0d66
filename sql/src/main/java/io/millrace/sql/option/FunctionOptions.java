package io.millrace.sql.option;

import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionType;

/** The options of functions. */
public final class FunctionOptions {
    /** What becomes of a call that throws. */
    public enum OnError {
        NULL,
        FAIL
    }

    public static final OptionSpec<String> HANDLER = OptionSpec.required(
            "HANDLER",
            OptionType.STRING,
            "The public static method: its class with the package, and its name",
            "'com.acme.Text.slug'");
    public static final OptionSpec<String> JAR = OptionSpec.required(
            "JAR",
            OptionType.STRING,
            "The jar with the class, a file or an object that the embedded catalog has access to; it is copied",
            "'functions/text.jar'");
    public static final OptionSpec<OnError> ON_ERROR = OptionSpec.defaulted(
            "ON_ERROR",
            OptionType.oneOf(OnError.class),
            OnError.NULL,
            "What a call is that throws: NULL, which is counted, or an error that stops the query or job",
            "FAIL");
    public static final OptionSpec<String> COMMENT = OptionSpec.optional(
            "COMMENT", OptionType.STRING, "What it does, shown by SHOW FUNCTIONS", "'for addresses'");

    /** What {@code CREATE FUNCTION} takes. */
    public static final OptionSet ALL = OptionSet.of("function", HANDLER, JAR, ON_ERROR, COMMENT);

    private FunctionOptions() {}
}
