package io.millrace.sql.parser;

import io.millrace.sql.grammar.SqlParser;
import io.millrace.sql.tree.Statement.CreateFunction;
import io.millrace.sql.tree.Statement.CreateFunction.NullInput;
import io.millrace.sql.tree.Statement.CreateFunction.Present;

/** Makes the statements that create functions. */
final class FunctionBuilder {
    private final Names names;
    private final OptionReader options;
    private final Types types;

    FunctionBuilder(Names names, OptionReader options) {
        this.names = names;
        this.options = options;
        this.types = new Types(names);
    }

    CreateFunction create(SqlParser.CreateFunctionContext create) {
        boolean called = create.nullInput() != null && create.nullInput().CALLED() != null;
        return new CreateFunction(
                present(create),
                names.identifier(create.identifier(0)),
                create.column().stream().map(types::column).toList(),
                types.type(create.dataType()),
                names.identifier(create.language).name(),
                called ? NullInput.CALLED : NullInput.RETURNS_NULL,
                options.read(create.option()),
                names.location(create));
    }

    private static Present present(SqlParser.CreateFunctionContext create) {
        if (create.REPLACE() != null) {
            return Present.REPLACE;
        }
        return create.ifNotExists() == null ? Present.REFUSE : Present.KEEP;
    }
}
