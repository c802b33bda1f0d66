package io.millrace.kernel.function.user;

import io.millrace.kernel.function.user.UserFunction.NullInput;
import io.millrace.kernel.function.user.UserFunction.OnError;
import io.millrace.kernel.function.user.UserFunction.Parameter;
import io.millrace.kernel.type.IcebergTypes;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Type;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunction;
import org.duckdb.DuckDBWritableVector;

/** A function of a user with the method that it calls. Safe for many threads, if the method is. */
public final class JavaRoutine implements DuckDBScalarFunction {
    private static final int LONGEST_TEXT = 200;

    private final UserFunction function;
    private final JavaValue[] parameters;
    private final JavaValue result;
    private final MethodHandle method;

    private JavaRoutine(UserFunction function, JavaValue[] parameters, JavaValue result, MethodHandle method) {
        this.function = function;
        this.parameters = parameters;
        this.result = result;
        this.method = method;
    }

    /**
     * Finds the method of a function.
     *
     * @throws MillraceException TYPE_MISMATCH for a type that functions do not take, or a method of other types;
     *     FUNCTION_NOT_FOUND for a class or method that is not there
     */
    public static JavaRoutine of(UserFunction function) {
        JavaValue[] parameters = function.parameters().stream()
                .map(parameter -> value(parameter.type(), "argument " + parameter.name()))
                .toArray(JavaValue[]::new);
        JavaValue result = value(function.result(), "result");
        Method method = method(function, parameters, result);
        refusePrimitives(function, method);
        try {
            MethodHandle handle =
                    MethodHandles.publicLookup().unreflect(method).asSpreader(Object[].class, parameters.length);
            return new JavaRoutine(function, parameters, result, handle);
        } catch (IllegalAccessException e) {
            throw new MillraceException(
                            ErrorCode.FUNCTION_NOT_FOUND,
                            "Cannot call method: " + function.handler() + " is not public",
                            e)
                    .withHint("make its class public too");
        }
    }

    private static JavaValue value(Type type, String what) {
        return JavaValue.of(type)
                .orElseThrow(() -> new MillraceException(
                                ErrorCode.TYPE_MISMATCH,
                                "Cannot pass values of type %s to Java: %s".formatted(label(type), what))
                        .withHint(
                                "types of functions are BOOLEAN, INTEGER, BIGINT, FLOAT, DOUBLE, DECIMAL, STRING, DATE, TIMESTAMP,"
                                        + " TIMESTAMP_NTZ, and lists of BOOLEAN, INTEGER, BIGINT, DOUBLE and STRING; pass others as"
                                        + " to_json(...)"));
    }

    private static Method method(UserFunction function, JavaValue[] parameters, JavaValue result) {
        String handler = function.handler();
        int dot = handler.lastIndexOf('.');
        String name = handler.substring(dot + 1);
        Class<?> type = type(function, dot < 0 ? "" : handler.substring(0, dot));
        List<Method> named = Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name) && Modifier.isStatic(method.getModifiers()))
                .toList();
        return named.stream()
                .filter(method -> fits(method, parameters, result))
                .findFirst()
                .orElseThrow(() -> missing(function, type, name, named, parameters, result));
    }

    private static Class<?> type(UserFunction function, String name) {
        try {
            return Class.forName(name, true, function.classes());
        } catch (ClassNotFoundException e) {
            throw new MillraceException(ErrorCode.FUNCTION_NOT_FOUND, "Cannot find class in the jar: " + name, e)
                    .withHint(
                            "HANDLER is the class with its package, and its method: 'com.acme.Text.slug'; of a class inside"
                                    + " another, 'com.acme.Outer$Inner.method'");
        } catch (LinkageError e) {
            throw new MillraceException(
                            ErrorCode.FUNCTION_NOT_FOUND, "Cannot load class from the jar: " + name + ": " + e, e)
                    .withHint("it sees the classes of its jar and of JDK "
                            + Runtime.version().feature()
                            + ": pack what it needs into the jar, and compile for that version");
        }
    }

    private static boolean fits(Method method, JavaValue[] parameters, JavaValue result) {
        Class<?>[] types = method.getParameterTypes();
        boolean fits = types.length == parameters.length && result.fits(method.getReturnType());
        for (int i = 0; fits && i < types.length; i++) {
            fits = parameters[i].fits(types[i]);
        }
        return fits;
    }

    private static MillraceException missing(
            UserFunction function,
            Class<?> type,
            String name,
            List<Method> named,
            JavaValue[] parameters,
            JavaValue result) {
        String wanted = "public static %s %s(%s)"
                .formatted(
                        result.javaName(),
                        name,
                        Arrays.stream(parameters).map(JavaValue::javaName).collect(Collectors.joining(", ")));
        String found = named.stream()
                .map(method -> method.getReturnType().getSimpleName() + " " + name
                        + Arrays.stream(method.getParameterTypes())
                                .map(Class::getSimpleName)
                                .collect(Collectors.joining(", ", "(", ")")))
                .sorted()
                .collect(Collectors.joining("; "));
        return named.isEmpty()
                ? new MillraceException(
                                ErrorCode.FUNCTION_NOT_FOUND, "Cannot find public static method: " + function.handler())
                        .withHint("class " + type.getName() + " needs " + wanted)
                : new MillraceException(
                                ErrorCode.TYPE_MISMATCH, "Cannot call method with the types of the function: " + found)
                        .withHint("the function needs " + wanted);
    }

    private static void refusePrimitives(UserFunction function, Method method) {
        Class<?>[] types = method.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            if (function.nullInput() == NullInput.CALLED && types[i].isPrimitive()) {
                throw new MillraceException(
                                ErrorCode.TYPE_MISMATCH,
                                "Cannot pass NULL to method: its argument %d is of type %s".formatted(i + 1, types[i]))
                        .withHint("take %s, or leave CALLED ON NULL INPUT out"
                                .formatted(MethodType.methodType(types[i])
                                        .wrap()
                                        .returnType()
                                        .getSimpleName()));
            }
        }
    }

    UserFunction function() {
        return function;
    }

    JavaValue[] parameters() {
        return parameters;
    }

    JavaValue result() {
        return result;
    }

    @Override
    public void apply(DuckDBDataChunkReader rows, DuckDBWritableVector results) {
        DuckDBReadableVector[] vectors = new DuckDBReadableVector[parameters.length];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = rows.vector(i);
        }
        for (long row = 0; row < rows.rowCount(); row++) {
            if (!write(vectors, row, results)) {
                results.setNull(row);
            }
        }
    }

    /** Whether there is a value. */
    private boolean write(DuckDBReadableVector[] vectors, long row, DuckDBWritableVector results) {
        Object[] arguments = new Object[vectors.length];
        try {
            for (int i = 0; i < vectors.length; i++) {
                if (vectors[i].isNull(row)) {
                    if (function.nullInput() == NullInput.RETURNS_NULL) {
                        return false;
                    }
                } else {
                    arguments[i] = argument(i, parameters[i].read(vectors[i], row));
                }
            }
            Object value = returned(method.invoke(arguments));
            if (value != null) {
                result.write(results, row, value);
            }
            return value != null;
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            fail(arguments, e);
            return false;
        }
    }

    private Object argument(int index, Object value) throws Exception {
        Type type = function.parameters().get(index).type();
        return type.isListType()
                ? ListText.parse((String) value, type.asListType().elementType())
                : value;
    }

    private Object returned(Object value) throws Exception {
        Type type = function.result();
        if (value == null) {
            return null;
        }
        if (type.isListType()) {
            return ListText.print((List<?>) value, type.asListType().elementType());
        }
        return result == JavaValue.DECIMAL ? Decimals.fitted((BigDecimal) value, type) : value;
    }

    private void fail(Object[] arguments, Throwable error) {
        String what = error.getClass().getSimpleName()
                + (error.getMessage() == null ? "" : ": " + shortened(error.getMessage()));
        Map<String, Object> named = new LinkedHashMap<>();
        List<Parameter> declared = function.parameters();
        for (int i = 0; i < arguments.length; i++) {
            Object value = arguments[i];
            boolean simple =
                    value == null || value instanceof Number || value instanceof Boolean || value instanceof List;
            named.put(declared.get(i).name(), simple ? value : shortened(value.toString()));
        }
        if (function.onError() == OnError.FAIL) {
            throw new IllegalStateException(
                    "%s failed for %s: %s".formatted(function.name(), ListText.json(named), what));
        }
        named.put("error", what);
        FunctionFailures.add(function.name(), ListText.json(named));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    private static String label(Type type) {
        return IcebergTypes.toDuck(type).text();
    }
}
