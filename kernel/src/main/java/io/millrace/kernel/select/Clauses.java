package io.millrace.kernel.select;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the clauses of a query stand that begins with SELECT and has a GROUP BY; each without its words in front.
 *
 * @param items the SELECT list
 * @param groups what follows GROUP BY
 */
record Clauses(Part items, Part from, Optional<Part> where, Part groups) {
    /** @param ends words that may follow GROUP BY */
    static Clauses of(Analysis analysis, Set<String> ends) {
        List<Integer> tops = tops(analysis, 0, analysis.normalized.text().length());
        int from = find(analysis, tops, "FROM");
        int where = find(analysis, tops, "WHERE");
        int group = find(analysis, tops, "GROUP");
        if (from < 0 || group < from || !analysis.normalized.is(0, "SELECT")) {
            throw new MillraceException(
                            ErrorCode.INVALID_QUERY,
                            analysis.source.origin(),
                            "Cannot compute windows in a query that does not begin with SELECT")
                    .withHint("write SELECT ... FROM ... WHERE ... GROUP BY ...");
        }
        int end = tops.stream()
                .filter(i -> i > group + 1 && ends.stream().anyMatch(word -> analysis.normalized.is(i, word)))
                .map(i -> analysis.token(i).start())
                .findFirst()
                .orElse(analysis.normalized.text().length());
        return new Clauses(
                between(analysis, 0, from),
                between(analysis, from, where < 0 ? group : where),
                where < 0 ? Optional.empty() : Optional.of(between(analysis, where, group)),
                new Part(analysis.token(group + 1).end(), end));
    }

    private static Part between(Analysis analysis, int first, int last) {
        int start = analysis.token(first).end();
        return new Part(start, analysis.token(last).start());
    }

    /** What commas divide. */
    static List<Part> split(Analysis analysis, Part part) {
        List<Part> parts = new ArrayList<>();
        int start = part.start();
        for (int i : tops(analysis, part.start(), part.end())) {
            if (analysis.normalized.is(i, ",")) {
                parts.add(new Part(start, analysis.token(i).start()));
                start = analysis.token(i).end();
            }
        }
        parts.add(new Part(start, part.end()));
        return parts;
    }

    /** The tokens that stand in no brackets. */
    private static List<Integer> tops(Analysis analysis, int start, int end) {
        List<Integer> tops = new ArrayList<>();
        int depth = 0;
        for (int i = analysis.normalized.tokenAt(start);
                i < analysis.normalized.tokens().size() && analysis.token(i).end() <= end;
                i++) {
            if (isAny(analysis, i, ")", "]", "}")) {
                depth--;
            }
            if (depth == 0) {
                tops.add(i);
            }
            if (isAny(analysis, i, "(", "[", "{")) {
                depth++;
            }
        }
        return tops;
    }

    private static boolean isAny(Analysis analysis, int token, String... words) {
        for (String word : words) {
            if (analysis.normalized.is(token, word)) {
                return true;
            }
        }
        return false;
    }

    private static int find(Analysis analysis, List<Integer> tops, String word) {
        return tops.stream()
                .filter(i -> analysis.normalized.is(i, word) && !analysis.normalized.is(i - 1, "DISTINCT"))
                .findFirst()
                .orElse(-1);
    }
}
