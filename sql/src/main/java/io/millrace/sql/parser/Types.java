package io.millrace.sql.parser;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.error.Suggestions;
import io.millrace.sql.grammar.SqlParser;
import io.millrace.sql.tree.ColumnDefinition;
import io.millrace.sql.tree.DataType;
import io.millrace.sql.tree.DataType.Decimal;
import io.millrace.sql.tree.DataType.ListOf;
import io.millrace.sql.tree.DataType.MapOf;
import io.millrace.sql.tree.DataType.Primitive;
import io.millrace.sql.tree.DataType.Struct;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.Token;

/** Reads column types. */
final class Types {
    private static final Map<String, DataType> BY_NAME = byName();

    private final Names names;

    Types(Names names) {
        this.names = names;
    }

    ColumnDefinition column(SqlParser.ColumnContext context) {
        return new ColumnDefinition(names.identifier(context.identifier()), type(context.dataType()));
    }

    DataType type(SqlParser.DataTypeContext context) {
        DataType type = baseType(context.baseType());
        for (int i = 0; i < context.OPEN_BRACKET().size(); i++) {
            type = new ListOf(type);
        }
        return type;
    }

    private DataType baseType(SqlParser.BaseTypeContext context) {
        if (context instanceof SqlParser.StructTypeContext struct) {
            return new Struct(struct.column().stream().map(this::column).toList());
        }
        if (context instanceof SqlParser.ListTypeContext list) {
            return new ListOf(type(list.dataType()));
        }
        if (context instanceof SqlParser.MapTypeContext map) {
            return new MapOf(type(map.dataType(0)), type(map.dataType(1)));
        }
        if (context instanceof SqlParser.ParametricTypeContext parametric) {
            return decimal(parametric);
        }
        return simple((SqlParser.SimpleTypeContext) context);
    }

    private DataType decimal(SqlParser.ParametricTypeContext context) {
        String name = context.identifier().getText().toUpperCase(Locale.ROOT);
        if (!name.equals("DECIMAL") && !name.equals("NUMERIC")) {
            throw unknown(name + "(...)", name, names.location(context));
        }
        Token precision = context.INTEGER(0).getSymbol();
        int digits = names.number(precision, "DECIMAL precision", 1, Decimal.MAX_PRECISION);
        return context.INTEGER().size() == 1
                ? new Decimal(digits, 0)
                : new Decimal(digits, names.number(context.INTEGER(1).getSymbol(), "DECIMAL scale", 0, digits));
    }

    private DataType simple(SqlParser.SimpleTypeContext context) {
        StringBuilder name = new StringBuilder(context.identifier(0).getText());
        if (context.identifier().size() > 1) {
            name.append(context.WITH() == null ? " WITHOUT" : " WITH");
            name.append(' ').append(context.identifier(1).getText());
            name.append(' ').append(context.identifier(2).getText());
        }

        String word = name.toString().toUpperCase(Locale.ROOT);
        DataType type = BY_NAME.get(word);
        if (type == null) {
            throw unknown(name.toString(), word, names.location(context));
        }
        return type;
    }

    private static MillraceException unknown(String written, String name, SourceLocation place) {
        return new MillraceException(ErrorCode.TYPE_NOT_FOUND, place, "Cannot find type: " + written)
                .withHint(hint(name));
    }

    private static String hint(String name) {
        return switch (name) {
            case "HUGEINT", "UHUGEINT", "UBIGINT" -> "use DECIMAL(38, 0)";
            case "JSON", "ENUM", "CHAR" -> "use STRING";
            default ->
                Suggestions.hint(
                        name,
                        List.of(
                                "BIGINT",
                                "BINARY",
                                "BOOLEAN",
                                "DATE",
                                "DECIMAL",
                                "DOUBLE",
                                "FLOAT",
                                "INTEGER",
                                "LIST",
                                "MAP",
                                "STRING",
                                "STRUCT",
                                "TIME",
                                "TIMESTAMP",
                                "TIMESTAMP_NTZ",
                                "UUID",
                                "VARCHAR"));
        };
    }

    private static Map<String, DataType> byName() {
        Map<String, DataType> types = new LinkedHashMap<>();
        for (Primitive type : Primitive.values()) {
            types.put(type.name(), type);
        }
        List.of("BOOL", "LOGICAL").forEach(alias -> types.put(alias, Primitive.BOOLEAN));
        List.of("INT", "TINYINT", "SMALLINT", "INT4", "INT2", "INT1")
                .forEach(alias -> types.put(alias, Primitive.INTEGER));
        List.of("LONG", "INT8").forEach(alias -> types.put(alias, Primitive.BIGINT));
        List.of("REAL", "FLOAT4").forEach(alias -> types.put(alias, Primitive.FLOAT));
        types.put("FLOAT8", Primitive.DOUBLE);
        List.of("VARCHAR", "TEXT").forEach(alias -> types.put(alias, Primitive.STRING));
        List.of("BLOB", "BYTEA", "VARBINARY").forEach(alias -> types.put(alias, Primitive.BINARY));
        List.of("TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE").forEach(alias -> types.put(alias, Primitive.TIMESTAMP));
        types.put("TIMESTAMP WITHOUT TIME ZONE", Primitive.TIMESTAMP_NTZ);
        List.of("DECIMAL", "NUMERIC").forEach(alias -> types.put(alias, new Decimal(18, 3)));
        return types;
    }
}
