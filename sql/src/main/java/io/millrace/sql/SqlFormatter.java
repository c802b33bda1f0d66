package io.millrace.sql;

import io.millrace.spi.option.OptionAssignment;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionSpec.Trait;
import io.millrace.sql.format.OptionPrinter;
import io.millrace.sql.format.StatementPrinter;
import io.millrace.sql.tree.DataType;
import io.millrace.sql.tree.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Writes statements in one canonical style. Queries and expressions stay as they were written.
 *
 * <p>{@code parseFormatted(format(x))} equals {@code x} in all but its locations.
 */
public final class SqlFormatter {
    private SqlFormatter() {}

    /** A statement without its semicolon, secrets as they were written. */
    public static String format(Statement statement) {
        return print(statement, option -> true);
    }

    /** A worksheet. */
    public static String format(List<Statement> statements) {
        return statements.stream().map(SqlFormatter::format).collect(Collectors.joining(";\n\n", "", ";\n"));
    }

    /** A type as it stands in CREATE TABLE. */
    public static String format(DataType type) {
        return StatementPrinter.type(type);
    }

    /**
     * A statement fit to be shown, logged or returned: the value of an option is written only if {@code known} declares
     * the option and does not call it SECRET; {@code ENV} and {@code FILE} are always written. All else is {@code '***'}.
     *
     * @param known all options that the statement may have, those of formats included
     */
    public static String redacted(Statement statement, OptionSet... known) {
        return print(statement, option -> isPublic(option.name(), List.of(known)));
    }

    private static boolean isPublic(String option, List<OptionSet> known) {
        List<OptionSpec<?>> specs = known.stream()
                .map(set -> set.find(option))
                .flatMap(Optional::stream)
                .toList();
        return !specs.isEmpty() && specs.stream().noneMatch(spec -> spec.is(Trait.SECRET));
    }

    private static String print(Statement statement, Predicate<OptionAssignment> shown) {
        return new StatementPrinter(new OptionPrinter(shown)).print(statement);
    }
}
