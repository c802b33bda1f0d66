package io.millrace.kernel;

import io.millrace.kernel.function.FunctionLibrary;
import io.millrace.kernel.relation.Relation;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.ColumnMention;
import io.millrace.kernel.select.Rendered;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.error.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/** Says what DuckDB has to say about a query in Millrace's words, at the place in the user's text. */
final class ErrorTranslator {
    private static final Pattern COLUMN = Pattern.compile(
            "Referenced column \"(.+?)\" (?:was )?not found|does not have a column named \"(.+?)\"|Column \"(.+?)\" in .* list not found");
    private static final Pattern KEY = Pattern.compile("Could not find key \"(.+?)\" in struct");
    private static final Pattern TABLE = Pattern.compile("Referenced table \"(.+?)\" not found");
    private static final Pattern FUNCTION = Pattern.compile("Function with name \"?(.+?)\"? does not exist");
    private static final Pattern MACRO = Pattern.compile("Macro (\\w+)\\(\\) does not support");
    private static final Pattern NAMED = Pattern.compile("[Cc]olumn \"(.+?)\"");
    private static final Pattern ARGUMENTS = Pattern.compile("given name and argument types '(.+?)'\\.");
    private static final Pattern CALL = Pattern.compile("for the function call \"(.+?)\"\\.");
    private static final int CANDIDATES = 6;
    private static final String OWN = "system.main.";

    private final AnalyzedSelect select;
    private final Rendered sql;
    private final List<Relation> relations;
    private final Functions functions;

    ErrorTranslator(AnalyzedSelect select, Rendered sql, List<Relation> relations, Functions functions) {
        this.select = select;
        this.sql = sql;
        this.relations = relations;
        this.functions = functions;
    }

    MillraceException translate(DuckError error, Throwable cause) {
        return switch (error.type()) {
            case "Binder", "Catalog", "Parser", "Syntax", "Not implemented", "Parameter Not Resolved" ->
                query(error, cause);
            case "Conversion", "Out of Range", "Invalid Input", "Mismatch Type", "Divide by Zero", "Invalid type" ->
                at(
                                error,
                                new MillraceException(
                                        ErrorCode.EXPRESSION_FAILED,
                                        "Cannot compute: " + lower(error.headline()),
                                        cause))
                        .withHint("TRY(...) and TRY_CAST give NULL instead");
            default -> Failures.of(error, cause).at(select.source().origin());
        };
    }

    private MillraceException query(DuckError error, Throwable cause) {
        String message = error.message();
        Matcher matcher = COLUMN.matcher(message);
        if (matcher.find()) {
            return column(error, firstGroup(matcher), cause);
        }
        matcher = KEY.matcher(message);
        if (matcher.find()) {
            return key(error, matcher.group(1), cause);
        }
        matcher = TABLE.matcher(message);
        if (matcher.find()) {
            return table(error, matcher.group(1), cause);
        }
        matcher = MACRO.matcher(message);
        if (matcher.find()) {
            return signatures(error, matcher.group(1), cause);
        }
        matcher = FUNCTION.matcher(message);
        if (matcher.find() && message.contains("Function")) {
            String name = matcher.group(1);
            return at(
                            error,
                            new MillraceException(ErrorCode.FUNCTION_NOT_FOUND, "Cannot find function: " + name, cause))
                    .withHint(hint(name, functions.names()));
        }
        if (message.contains("No function matches") || message.contains("Could not choose a best candidate")) {
            return arguments(error, cause);
        }
        return other(error, cause);
    }

    private MillraceException column(DuckError error, String name, Throwable cause) {
        Optional<ColumnMention> mention = error.position().isPresent()
                ? select.columnAt(offset(error.position().getAsLong()))
                        .filter(column -> column.names().contains(name))
                : Optional.empty();
        List<String> names = mention.map(ColumnMention::names).orElse(List.of(name));
        MillraceException exception = new MillraceException(
                ErrorCode.COLUMN_NOT_FOUND, "Cannot find column: " + String.join(".", names), cause);
        exception = mention.map(ColumnMention::location).map(exception::at).orElse(exception);
        return at(error, exception).withHint(columnHint(names, name));
    }

    /** The nearest path, to the whole name or its end; failing that, the path that ends so; failing that, all columns. */
    private String columnHint(List<String> names, String name) {
        List<String> paths = paths();
        for (int from = 0; from < names.size(); from++) {
            String written = String.join(".", names.subList(from, names.size()));
            Optional<String> nearest = Suggestions.nearest(written, paths);
            if (nearest.isPresent()) {
                return "did you mean " + nearest.get();
            }
        }
        List<String> columns =
                paths.stream().filter(path -> !path.contains(".")).toList();
        return paths.stream()
                .filter(path -> path.endsWith("." + name))
                .findFirst()
                .map(path -> "did you mean " + path)
                .orElseGet(() -> Suggestions.hint(name, columns));
    }

    private MillraceException key(DuckError error, String key, Throwable cause) {
        MillraceException exception =
                new MillraceException(ErrorCode.COLUMN_NOT_FOUND, "Cannot find field: " + key, cause);
        exception = select.findPart(key, 1).map(exception::at).orElse(exception);
        List<String> keys = error.message()
                .lines()
                .filter(line -> line.startsWith("Candidate Entries:"))
                .flatMap(line -> Stream.of(line.substring(line.indexOf(':') + 1).split(",")))
                .map(text -> text.strip().replace("\"", ""))
                .toList();
        return at(error, exception).withHint(Suggestions.hint(key, keys));
    }

    private MillraceException table(DuckError error, String name, Throwable cause) {
        List<String> known = new ArrayList<>();
        select.tables().forEach(table -> known.add(table.name().table()));
        return at(error, new MillraceException(ErrorCode.COLUMN_NOT_FOUND, "Cannot find what is named: " + name, cause))
                .withHint(Suggestions.hint(
                        name, Stream.concat(known.stream(), paths().stream()).toList()));
    }

    private MillraceException signatures(DuckError error, String name, Throwable cause) {
        MillraceException exception = at(
                inside(error, name),
                new MillraceException(ErrorCode.TYPE_MISMATCH, "Cannot call with these arguments: " + name, cause));
        return FunctionLibrary.get()
                .find(name)
                .map(function -> exception.withHint("there is " + String.join("; ", function.signatures())))
                .orElse(exception);
    }

    /** What is called inside a function of the library stands in its text, not in the query's. */
    private DuckError inside(DuckError error, String name) {
        if (error.position().isEmpty()) {
            return error;
        }
        String text = sql.text();
        int start = (int) Math.min(error.position().getAsLong(), text.length());
        String found = text.substring(start, Math.min(text.length(), start + name.length() + OWN.length()));
        boolean there = Stream.of("", "fn.", OWN)
                .anyMatch(prefix -> found.regionMatches(true, 0, prefix + name, 0, prefix.length() + name.length()));
        return there || !name.matches("\\w+") ? error : error.withoutPosition();
    }

    private MillraceException arguments(DuckError error, Throwable cause) {
        Matcher call = ARGUMENTS.matcher(error.message());
        Matcher operator = CALL.matcher(error.message());
        String what = call.find() ? call.group(1) : operator.find() ? operator.group(1) : error.headline();
        List<String> candidates = error.message()
                .lines()
                .filter(line -> line.startsWith("\t") && !line.contains("Candidate functions"))
                .map(line -> line.strip().replace(", /", "").replace("\"", ""))
                .limit(CANDIDATES)
                .toList();
        MillraceException exception = at(
                inside(error, what.replaceAll("\\(.*", "")),
                new MillraceException(
                        ErrorCode.TYPE_MISMATCH,
                        "Cannot call with these types: " + what.replace("_LITERAL", ""),
                        cause));
        return exception.withHint(
                candidates.isEmpty()
                        ? "cast an argument"
                        : "cast an argument; there is " + String.join("; ", candidates));
    }

    private MillraceException other(DuckError error, Throwable cause) {
        String message = error.headline();
        if (message.contains("SELECT list is empty")) {
            return at(
                            error,
                            new MillraceException(
                                    ErrorCode.INVALID_QUERY, "Cannot select: there is no column yet", cause))
                    .withHint("system columns such as $commit_time are shown when they are named");
        }
        if (message.contains("LIST argument during lambda")) {
            MillraceException exception = new MillraceException(
                    ErrorCode.TYPE_MISMATCH, "Cannot go through the elements of what is no array", cause);
            exception = select.firstElements().map(exception::at).orElse(exception);
            return at(error, exception).withHint("[] stands behind arrays; map_entries(...) makes one of a map");
        }
        ErrorCode code = message.contains("Cannot compare values")
                        || message.contains("Cannot mix values")
                        || message.contains("cast")
                ? ErrorCode.TYPE_MISMATCH
                : error.type().equals("Parser") || error.type().equals("Syntax")
                        ? ErrorCode.SYNTAX_ERROR
                        : ErrorCode.INVALID_QUERY;
        MillraceException exception = new MillraceException(code, "Cannot run the query: " + lower(message), cause);
        Matcher named = NAMED.matcher(message);
        if (error.position().isEmpty() && named.find()) {
            exception = select.findPart(named.group(1), 0).map(exception::at).orElse(exception);
        }
        exception = at(error, exception);
        String rest = error.message()
                .substring(error.message().indexOf(message) + message.length())
                .strip();
        return rest.isEmpty() ? exception : exception.withHint(rest.replaceAll("\\s+", " "));
    }

    private MillraceException at(DuckError error, MillraceException exception) {
        if (error.position().isEmpty()) {
            return exception.at(select.source().origin());
        }
        return exception.at(place(error.position().getAsLong()));
    }

    private SourceLocation place(long position) {
        return select.source().location(offset(position));
    }

    private int offset(long position) {
        return sql.origin(position);
    }

    private List<String> paths() {
        List<String> paths = new ArrayList<>();
        for (Relation relation : relations) {
            relation.schema().columns().forEach(field -> paths(field, "", paths));
            paths.addAll(relation.hiddenColumns().stream()
                    .filter(name -> !paths.contains(name))
                    .toList());
        }
        return paths;
    }

    private static void paths(NestedField field, String prefix, List<String> paths) {
        String path = prefix + field.name();
        paths.add(path);
        Type type = field.type();
        if (type.isStructType()) {
            type.asStructType().fields().forEach(inner -> paths(inner, path + ".", paths));
        }
    }

    private static String hint(String name, Set<String> known) {
        return Suggestions.nearest(name, known)
                .map(candidate -> "did you mean " + candidate)
                .orElse("SHOW FUNCTIONS lists them all");
    }

    private static String firstGroup(Matcher matcher) {
        for (int i = 1; i <= matcher.groupCount(); i++) {
            if (matcher.group(i) != null) {
                return matcher.group(i);
            }
        }
        throw new IllegalStateException("a pattern that matched has no group");
    }

    private static String lower(String message) {
        return message.isEmpty() || (message.length() > 1 && Character.isUpperCase(message.charAt(1)))
                ? message
                : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
}
