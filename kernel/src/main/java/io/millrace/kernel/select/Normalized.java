package io.millrace.kernel.select;

import io.millrace.sql.token.SqlToken;
import io.millrace.sql.token.SqlTokens;
import java.util.List;
import java.util.Map;

/**
 * A query as DuckDB's parser takes it. Every character stands where it stood in the user's text.
 *
 * @param text as long as the user's text
 * @param tokens of {@code text}
 * @param windowSizes the size of the window of each {@code time_filter} that has one, by the offset of its name
 * @param timeColumns the column by which each {@code time_filter} filters that tells it, as written, by the offset of its name
 */
record Normalized(
        String text, List<SqlToken> tokens, Map<Integer, String> windowSizes, Map<Integer, String> timeColumns) {

    /** The index of the first token at an offset or behind it; the number of tokens if there is none. */
    int tokenAt(int offset) {
        return SqlTokens.at(tokens, offset);
    }

    SqlToken token(int index) {
        return tokens.get(index);
    }

    boolean is(int index, String word) {
        return index >= 0 && index < tokens.size() && tokens.get(index).is(word);
    }
}
