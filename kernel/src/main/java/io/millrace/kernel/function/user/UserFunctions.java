package io.millrace.kernel.function.user;

import io.millrace.kernel.type.IcebergTypes;
import io.millrace.kernel.type.SqlText;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.DecimalType;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBScalarFunctionBuilder;

/** Makes functions of users known to a DuckDB. */
public final class UserFunctions {
    private static final String RAW = "java_user_";

    private UserFunctions() {}

    /** @throws MillraceException as {@link JavaRoutine#of} */
    public static void register(Connection connection, UserFunction function) {
        JavaRoutine routine = JavaRoutine.of(function);
        boolean lists = function.result().isListType()
                || function.parameters().stream()
                        .anyMatch(parameter -> parameter.type().isListType());
        try {
            register(connection, lists ? RAW + function.name() : function.name(), routine);
            if (lists) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(macro(function));
                }
            }
        } catch (SQLException e) {
            throw new MillraceException(ErrorCode.INTERNAL_ERROR, "Cannot register function: " + function.name(), e);
        }
    }

    private static void register(Connection connection, String name, JavaRoutine routine) throws SQLException {
        UserFunction function = routine.function();
        List<DuckDBLogicalType> types = new ArrayList<>();
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(name).withReturnType(keep(types, function.result(), routine.result()));
            for (int i = 0; i < routine.parameters().length; i++) {
                builder.withParameter(keep(types, function.parameters().get(i).type(), routine.parameters()[i]));
            }
            builder.withVectorizedFunction(routine).register(connection);
        } finally {
            types.forEach(DuckDBLogicalType::close);
        }
    }

    private static DuckDBLogicalType keep(List<DuckDBLogicalType> types, Type type, JavaValue value)
            throws SQLException {
        DuckDBLogicalType made = type instanceof DecimalType decimal
                ? DuckDBLogicalType.decimal(decimal.precision(), decimal.scale())
                : DuckDBLogicalType.of(value.column());
        types.add(made);
        return made;
    }

    /** Lists go in and out as JSON. */
    private static String macro(UserFunction function) {
        List<String> names = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        for (UserFunction.Parameter parameter : function.parameters()) {
            String name = SqlText.name(parameter.name());
            names.add(name);
            arguments.add(
                    parameter.type().isListType()
                            ? "CAST(to_json(CAST(%s AS %s)) AS VARCHAR)".formatted(name, text(parameter.type()))
                            : name);
        }
        String call = SqlText.name(RAW + function.name()) + "(" + String.join(", ", arguments) + ")";
        String result = function.result().isListType()
                ? "CAST(CAST(%s AS JSON) AS %s)".formatted(call, text(function.result()))
                : call;
        return "CREATE MACRO %s(%s) AS %s".formatted(SqlText.name(function.name()), String.join(", ", names), result);
    }

    private static String text(Type type) {
        return IcebergTypes.toDuck(type).text();
    }
}
