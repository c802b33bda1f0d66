package io.millrace.kernel.function;

import io.millrace.kernel.function.computed.AgentFunctions;
import io.millrace.kernel.function.computed.DateTimeFunctions;
import io.millrace.kernel.function.computed.EncodingFunctions;
import io.millrace.kernel.function.computed.GeoFunctions;
import io.millrace.kernel.function.computed.HashFunctions;
import io.millrace.kernel.function.computed.NetworkFunctions;
import io.millrace.kernel.function.computed.NumberFunctions;
import io.millrace.kernel.function.computed.RegexpFunctions;
import io.millrace.kernel.function.computed.SketchFunctions;
import io.millrace.kernel.function.computed.TextFunctions;
import io.millrace.kernel.function.computed.UrlFunctions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBScalarFunctionBuilder;

/** What is computed in Java: functions of simple values, called {@code java_...}, that macros are built on. */
final class JavaFunctions {
    static final String PREFIX = "java_";

    private static final Map<String, JavaFunction> ALL = all();

    private JavaFunctions() {}

    static boolean isJava(String name) {
        return name.startsWith(PREFIX);
    }

    static JavaFunction find(String name) {
        JavaFunction function = ALL.get(name);
        if (function == null) {
            throw new IllegalStateException("a declaration calls a Java function that does not exist: " + name);
        }
        return function;
    }

    static void register(Connection connection, JavaFunction function) throws SQLException {
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(PREFIX + function.name())
                    .withReturnType(function.result().type());
            for (ValueType type : function.parameters()) {
                builder.withParameter(type.type());
            }
            builder.withVectorizedFunction(function).register(connection);
        }
    }

    private static Map<String, JavaFunction> all() {
        Map<String, JavaFunction> all = new HashMap<>();
        for (List<JavaFunction> family : List.of(
                TextFunctions.ALL,
                RegexpFunctions.ALL,
                UrlFunctions.ALL,
                DateTimeFunctions.ALL,
                HashFunctions.ALL,
                EncodingFunctions.ALL,
                NumberFunctions.ALL,
                SketchFunctions.ALL,
                GeoFunctions.ALL,
                NetworkFunctions.ALL,
                AgentFunctions.ALL)) {
            family.forEach(function -> all.put(PREFIX + function.name(), function));
        }
        return all;
    }
}
