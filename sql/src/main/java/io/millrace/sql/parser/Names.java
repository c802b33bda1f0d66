package io.millrace.sql.parser;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import io.millrace.sql.grammar.SqlParser;
import io.millrace.sql.tree.ColumnPath;
import io.millrace.sql.tree.Identifier;
import io.millrace.sql.tree.Identifier.Kind;
import io.millrace.sql.tree.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Reads names, paths and small numbers. */
final class Names {
    private final SourceText source;

    Names(SourceText source) {
        this.source = source;
    }

    SourceLocation location(ParserRuleContext context) {
        return source.location(context.start.getStartIndex());
    }

    Identifier identifier(SqlParser.IdentifierContext context) {
        String text = context.getText();
        String name = context.QUOTED_IDENTIFIER() == null
                ? text
                : text.substring(1, text.length() - 1).replace("\"\"", "\"");
        if (name.isEmpty()) {
            throw new MillraceException(ErrorCode.SYNTAX_ERROR, location(context), "Cannot use an empty name");
        }
        return new Identifier(name, Kind.NAME, location(context));
    }

    Optional<String> word(SqlParser.IdentifierContext context) {
        return Optional.ofNullable(context).map(present -> identifier(present).name());
    }

    QualifiedName qualifiedName(SqlParser.QualifiedNameContext context) {
        return new QualifiedName(
                context.identifier().stream().map(this::identifier).toList());
    }

    ColumnPath columnPath(SqlParser.ColumnPathContext context) {
        List<Identifier> parts = new ArrayList<>();
        for (ParseTree child : context.children) {
            if (child instanceof SqlParser.IdentifierContext name) {
                parts.add(identifier(name));
            } else if (child instanceof SqlParser.ElementContext element) {
                parts.add(new Identifier("element", Kind.ELEMENT, location(element)));
            } else if (child instanceof TerminalNode node && node.getText().startsWith("$")) {
                String name = node.getText().substring(1);
                parts.add(new Identifier(
                        name, Kind.SYSTEM, source.location(node.getSymbol().getStartIndex())));
            }
        }
        return new ColumnPath(parts);
    }

    List<ColumnPath> columnPaths(List<SqlParser.ColumnPathContext> contexts) {
        return contexts.stream().map(this::columnPath).toList();
    }

    /** A whole number within bounds; an error names {@code what} it is. */
    int number(Token token, String what, int min, int max) {
        String digits = token.getText().replace("_", "");
        if (digits.length() <= 10) {
            long value = Long.parseLong(digits);
            if (value >= min && value <= max) {
                return (int) value;
            }
        }
        throw new MillraceException(
                        ErrorCode.INVALID_LITERAL,
                        source.location(token.getStartIndex()),
                        "Cannot use " + what + ": " + token.getText())
                .withHint("from " + min + " to " + max);
    }
}
