package io.millrace.kernel.function.user;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.iceberg.types.Type;

/**
 * A function of a user.
 *
 * @param name by which queries call it
 * @param result the type of what it returns
 * @param handler its class and method: {@code com.acme.Text.slug}
 * @param classes where the class is looked for
 * @param identity tells apart what does other things: equal only if all of the function is
 */
public record UserFunction(
        String name,
        List<Parameter> parameters,
        Type result,
        NullInput nullInput,
        OnError onError,
        String handler,
        ClassLoader classes,
        String identity) {
    /** What becomes of a call with an argument that is NULL. */
    public enum NullInput {
        RETURNS_NULL,
        CALLED
    }

    /** What becomes of a call that throws. */
    public enum OnError {
        /** It is NULL, and counted: {@link FunctionFailures}. */
        NULL,
        /** The query fails. */
        FAIL
    }

    /** What it is called with. */
    public record Parameter(String name, Type type) {}

    public UserFunction {
        requireNonNull(name, "name is null");
        parameters = List.copyOf(parameters);
        requireNonNull(result, "result is null");
        requireNonNull(nullInput, "nullInput is null");
        requireNonNull(onError, "onError is null");
        requireNonNull(handler, "handler is null");
        requireNonNull(classes, "classes is null");
        requireNonNull(identity, "identity is null");
    }
}
