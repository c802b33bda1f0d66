package io.millrace.server.query;

import io.millrace.kernel.function.FunctionDeclaration;
import io.millrace.kernel.function.FunctionLibrary;
import io.millrace.kernel.relation.BatchRelation;
import io.millrace.server.define.FunctionDefinition;
import io.millrace.sql.option.FunctionOptions;
import io.millrace.sql.tree.Statement.CreateFunction.NullInput;
import java.util.ArrayList;
import java.util.List;

/** {@code system.information_schema.functions}: a row for each signature of each name. */
final class SystemFunctions {
    private SystemFunctions() {}

    static BatchRelation relation(List<FunctionDefinition> ofUsers) {
        List<List<Object>> rows = new ArrayList<>();
        for (FunctionDeclaration function : FunctionLibrary.get().declarations()) {
            add(rows, function.name(), function);
            function.aliases().forEach(alias -> add(rows, alias, function));
        }
        ofUsers.forEach(function -> rows.add(SystemTables.row(
                function.name(),
                "user",
                "scalar",
                function.signature(),
                function.options().find(FunctionOptions.COMMENT).orElse(null),
                function.statement().nullInput() == NullInput.CALLED ? "called" : FunctionDeclaration.NULL_RULE,
                function.options().get(FunctionOptions.ON_ERROR) == FunctionOptions.OnError.NULL
                        ? "NULL, counted in system.monitoring.failures"
                        : "an error",
                null)));
        return SystemRelation.columns()
                .text("name", "family", "kind", "signature", "description", "on_null", "on_bad_input", "duckdb_differs")
                .rows(rows);
    }

    private static void add(List<List<Object>> rows, String name, FunctionDeclaration function) {
        for (String signature : function.signatures()) {
            rows.add(SystemTables.row(
                    name,
                    function.family(),
                    function.isAggregate() ? "aggregate" : "scalar",
                    name + signature.substring(function.name().length()),
                    function.description(),
                    function.nullRule(),
                    function.badInput(),
                    function.difference().orElse(null)));
        }
    }
}
