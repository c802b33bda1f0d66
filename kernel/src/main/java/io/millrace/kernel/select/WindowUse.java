package io.millrace.kernel.select;

import static java.util.Objects.requireNonNull;

import io.millrace.kernel.window.Window;
import io.millrace.spi.error.SourceLocation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The windows of a query.
 *
 * @param text the call in GROUP BY, as written
 * @param location of the call
 * @param table the index of the {@link TableUse} whose rows they are over
 * @param alias by which its columns are qualified
 * @param from what follows FROM
 * @param where what follows WHERE
 * @param keys what else the query groups by
 * @param start the item of the SELECT list that is {@code window_start}
 * @param end the item that is {@code window_end}
 */
public record WindowUse(
        Window window,
        String text,
        SourceLocation location,
        int table,
        String alias,
        Part from,
        Optional<Part> where,
        List<GroupKey> keys,
        OptionalInt start,
        OptionalInt end) {
    /**
     * An expression of GROUP BY.
     *
     * @param text as written
     * @param part its text; that of the item if it is the number of one
     * @param item of the SELECT list with the same value
     * @param alias the text of the item by whose alias it may be meant, unless the table has a column of that name
     */
    public record GroupKey(String text, Part part, OptionalInt item, Optional<Part> alias) {
        public GroupKey {
            requireNonNull(text, "text is null");
            requireNonNull(part, "part is null");
        }
    }

    public WindowUse {
        requireNonNull(window, "window is null");
        requireNonNull(location, "location is null");
        keys = List.copyOf(keys);
    }
}
