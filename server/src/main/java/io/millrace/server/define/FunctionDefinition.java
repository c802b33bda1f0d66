package io.millrace.server.define;

import static java.util.Objects.requireNonNull;

import io.millrace.kernel.function.user.JarClasses;
import io.millrace.kernel.function.user.UserFunction;
import io.millrace.spi.option.Options;
import io.millrace.sql.format.StatementPrinter;
import io.millrace.sql.option.FunctionOptions;
import io.millrace.sql.token.SqlToken;
import io.millrace.sql.token.SqlTokens;
import io.millrace.sql.tree.Statement.CreateFunction;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A function of a user.
 *
 * @param options of the statement
 * @param jar that its class is in
 * @param sql the statement, as it is kept
 */
public record FunctionDefinition(CreateFunction statement, Options options, Jar jar, String sql) {
    /** A copy of what JAR named. Two are equal whose hashes are. */
    public static final class Jar {
        private final String hash;
        private final byte[] bytes;

        /**
         * @param hash SHA-256 of the bytes, in hexadecimal
         * @param bytes are not changed
         */
        public Jar(String hash, byte[] bytes) {
            this.hash = requireNonNull(hash, "hash is null");
            this.bytes = requireNonNull(bytes, "bytes is null");
        }

        public String hash() {
            return hash;
        }

        public byte[] bytes() {
            return bytes;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Jar jar && hash.equals(jar.hash);
        }

        @Override
        public int hashCode() {
            return hash.hashCode();
        }

        @Override
        public String toString() {
            return hash;
        }
    }

    public FunctionDefinition {
        requireNonNull(statement, "statement is null");
        requireNonNull(options, "options is null");
        requireNonNull(jar, "jar is null");
        requireNonNull(sql, "sql is null");
    }

    public String name() {
        return statement.name().name();
    }

    /** Whether the other does the same in the same way. */
    public boolean isSame(FunctionDefinition other) {
        return sql.equals(other.sql) && jar.equals(other.jar);
    }

    /** Whether it is called with the same types, and gives the same. */
    boolean hasSameTypes(FunctionDefinition other) {
        return signature(statement).equals(signature(other.statement));
    }

    /** As {@code slug(title STRING, most BIGINT) -> STRING}. */
    public String signature() {
        return statement.name()
                + statement.arguments().stream()
                        .map(argument -> argument.name() + " " + StatementPrinter.type(argument.type()))
                        .collect(Collectors.joining(", ", "(", ")"))
                + " -> " + StatementPrinter.type(statement.returns());
    }

    private static List<Object> signature(CreateFunction create) {
        return List.of(
                create.arguments().stream().map(argument -> argument.type()).toList(), create.returns());
    }

    /** Whether a text calls it. */
    public boolean isCalledIn(String text) {
        List<SqlToken> tokens = SqlTokens.split(text);
        for (int i = 0; i + 1 < tokens.size(); i++) {
            boolean named = tokens.get(i).isName() && tokens.get(i).name().equalsIgnoreCase(name());
            if (named
                    && tokens.get(i + 1).is("(")
                    && (i == 0 || !tokens.get(i - 1).is("."))) {
                return true;
            }
        }
        return false;
    }

    /** For the kernel. */
    public UserFunction function() throws IOException {
        IcebergColumns types = new IcebergColumns(0);
        return new UserFunction(
                name(),
                statement.arguments().stream()
                        .map(argument ->
                                new UserFunction.Parameter(argument.name().name(), types.type(argument.type())))
                        .toList(),
                types.type(statement.returns()),
                UserFunction.NullInput.valueOf(statement.nullInput().name()),
                UserFunction.OnError.valueOf(
                        options.get(FunctionOptions.ON_ERROR).name()),
                options.get(FunctionOptions.HANDLER),
                new JarClasses(jar.bytes()),
                sql + jar.hash());
    }
}
