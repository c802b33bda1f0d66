package io.millrace.kernel.select;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.token.SqlToken;
import io.millrace.sql.token.SqlToken.Kind;
import io.millrace.sql.token.SqlTokens;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Takes out of a query what DuckDB's parser does not know, without moving anything. */
final class Normalizer {
    private static final Set<String> BEFORE_TABLE = Set.of("(", "UNION", "ALL", "EXCEPT", "INTERSECT", "AS", "NAME");

    private static final Set<String> QUOTED = Set.of(
            "$commit_time",
            "$event_time",
            "$event_date",
            "$topic",
            "$partition",
            "$offset",
            "$kafka_timestamp",
            "$stream",
            "$shard",
            "$kinesis_timestamp",
            "$file_name",
            "$file_size",
            "$file_last_modified",
            "$row_number",
            "$compression");

    private final SelectText source;
    private final List<SqlToken> tokens;
    private final char[] chars;
    private final Map<Integer, String> windowSizes = new HashMap<>();
    private final Map<Integer, String> timeColumns = new HashMap<>();

    private Normalizer(SelectText source) {
        this.source = source;
        this.tokens = SqlTokens.split(source.text());
        this.chars = source.text().toCharArray();
    }

    static Normalized normalize(SelectText source) {
        return new Normalizer(source).run();
    }

    private Normalized run() {
        for (int i = tokens.size() - 1; is(i, ";"); i--) {
            blank(tokens.get(i).start(), tokens.get(i).end());
        }
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            if (token.kind() == Kind.SYSTEM_IDENTIFIER) {
                chars[token.start()] = '_';
            } else if (isQuotedSystemName(token)) {
                chars[token.start() + 1] = '_';
            } else if (token.kind() == Kind.PARAMETER || token.is("?")) {
                throw error(token, "Cannot use a parameter: " + token.text()).withHint("write the value itself");
            } else if (token.is("SNAPSHOT") && is(i - 1, "(") && is(i - 2, "AT") && is(i + 1, "=>")) {
                overwrite(token, "VERSION ");
            } else if (token.is("TABLE") && startsTableQuery(i)) {
                overwrite(token, "FROM ");
            } else if (token.is("time_filter") && is(i + 1, "(")) {
                timeFilter(i);
            }
        }

        String text = new String(chars);
        return new Normalized(text, SqlTokens.split(text), Map.copyOf(windowSizes), Map.copyOf(timeColumns));
    }

    /** {@code "$event_time"}, as SQLake has it in queries; other names that begin with a dollar are those of fields. */
    private static boolean isQuotedSystemName(SqlToken token) {
        return token.kind() == Kind.QUOTED_IDENTIFIER
                && QUOTED.contains(token.name().toLowerCase(Locale.ROOT));
    }

    private String before(int index) {
        return index == 0 ? "" : tokens.get(index - 1).text().toUpperCase(Locale.ROOT);
    }

    private boolean startsTableQuery(int index) {
        return (index == 0 || BEFORE_TABLE.contains(before(index)))
                && index + 1 < tokens.size()
                && tokens.get(index + 1).isName();
    }

    private void timeFilter(int index) {
        int close = closing(index + 1);
        int from = index + 2;
        while (from < close) {
            int to = from;
            for (int depth = 0; to < close && (depth > 0 || !is(to, ",")); to++) {
                depth += is(to, "(") ? 1 : is(to, ")") ? -1 : 0;
            }
            timeFilterOption(index, from, to);
            from = to + 1;
        }
        int inside = tokens.get(index + 1).end();
        int behind = tokens.get(close).start();
        blank(inside, behind);
    }

    private void timeFilterOption(int call, int from, int to) {
        SqlToken name = tokens.get(from);
        int value = is(from + 1, "=>") || is(from + 1, "=") || is(from + 1, ":=") ? from + 2 : to;
        if (value >= to) {
            throw error(name, "Cannot read an option of time_filter: " + name.text())
                    .withHint("write windowSize => INTERVAL '1 hour'");
        }
        String text = source.text()
                .substring(tokens.get(value).start(), tokens.get(to - 1).end());
        if (name.is("windowSize")) {
            windowSizes.put(tokens.get(call).start(), interval(tokens.get(value), text));
        } else if (name.is("timeColumn")) {
            timeColumns.put(tokens.get(call).start(), text);
        } else {
            throw error(name, "Cannot find option of time_filter: " + name.text())
                    .withHint("known: windowSize, timeColumn");
        }
    }

    private static String interval(SqlToken first, String text) {
        return first.kind() == Kind.NUMBER || first.kind() == Kind.STRING ? "INTERVAL " + text : text;
    }

    private int closing(int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += is(i, "(") ? 1 : is(i, ")") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw error(
                tokens.get(open),
                "Cannot find the closing bracket of: " + tokens.get(open - 1).text() + "(");
    }

    private void overwrite(SqlToken token, String text) {
        text.getChars(0, Math.min(text.length(), chars.length - token.start()), chars, token.start());
    }

    private void blank(int start, int end) {
        for (int i = start; i < end; i++) {
            if (chars[i] != '\n') {
                chars[i] = ' ';
            }
        }
    }

    private boolean is(int index, String word) {
        return index >= 0 && index < tokens.size() && tokens.get(index).is(word);
    }

    private MillraceException error(SqlToken token, String message) {
        return new MillraceException(ErrorCode.SYNTAX_ERROR, source.location(token.start()), message);
    }
}
