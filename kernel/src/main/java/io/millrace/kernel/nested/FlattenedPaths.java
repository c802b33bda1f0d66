package io.millrace.kernel.nested;

import io.millrace.kernel.nested.Step.Field;
import io.millrace.kernel.nested.Tokens.ReadPath;
import io.millrace.kernel.select.SelectText;
import io.millrace.kernel.type.SqlText;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * FLATTEN_PATHS: every element of an array in a query's result gets a row, in which its fields are columns like the others;
 * arrays inside of it stay arrays unless they are flattened too. An element that is no record keeps the name of the array.
 * Rows whose array is null or empty are gone.
 */
public final class FlattenedPaths {
    private final List<String> columns;

    private FlattenedPaths(List<String> columns) {
        this.columns = columns;
    }

    /**
     * Reads paths such as {@code items} and {@code items[].tags}: arrays and arrays inside them.
     *
     * @throws MillraceException INVALID_OPTION_VALUE for what is no such path
     */
    public static FlattenedPaths of(List<String> paths) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String written : paths) {
            Tokens tokens = new Tokens(new SelectText(written, new SourceLocation("FLATTEN_PATHS", 1, 1)));
            Optional<ReadPath> read = tokens.path(0).filter(path -> path.next() == tokens.size());
            Path path = read.map(ReadPath::path).orElseThrow(() -> refusal(written));
            for (int i = 0; i < path.steps().size(); i++) {
                boolean last = i + 1 == path.steps().size();
                if (path.steps().get(i) instanceof Field field) {
                    if (!last && !path.isEach(i + 1)) {
                        throw refusal(written);
                    }
                    columns.putIfAbsent(
                            new Path(path.steps().subList(0, i + 1)).toString().toLowerCase(Locale.ROOT), field.name());
                } else if (!last && path.isEach(i + 1)) {
                    throw refusal(written);
                }
            }
        }
        return new FlattenedPaths(new ArrayList<>(columns.values()));
    }

    /** The query with its result flattened; the text itself if there is nothing to flatten. */
    public SelectText apply(SelectText query) {
        if (columns.isEmpty()) {
            return query;
        }
        StringBuilder before = new StringBuilder("SELECT * FROM (");
        StringBuilder after = new StringBuilder("\n)");
        for (int i = columns.size() - 1; i >= 0; i--) {
            String name = SqlText.name(columns.get(i));
            before.append("SELECT * EXCLUDE (%s), unnest(%s, max_depth := 2) AS %s FROM (".formatted(name, name, name));
            after.append(')');
        }
        return query.within(before.toString(), after.toString());
    }

    private static MillraceException refusal(String path) {
        return new MillraceException(ErrorCode.INVALID_OPTION_VALUE, "Cannot flatten: " + path)
                .withHint("write an array of the result, or one inside it: items, items[].tags; a field of a record is"
                        + " selected as a column first: SELECT data.items AS items");
    }
}
