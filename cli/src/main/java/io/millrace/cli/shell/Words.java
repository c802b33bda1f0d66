package io.millrace.cli.shell;

import java.util.List;
import java.util.stream.Stream;

/** The words of queries, which DuckDB reads and not our grammar. */
final class Words {
    private static final List<String> OF_QUERIES = List.of(
            "AND",
            "ASC",
            "BETWEEN",
            "BY",
            "CAST",
            "COUNT",
            "CROSS",
            "DESC",
            "DISTINCT",
            "ELSE",
            "EXCEPT",
            "EXCLUDE",
            "FALSE",
            "FILTER",
            "FROM",
            "GROUP",
            "HAVING",
            "ILIKE",
            "IN",
            "INNER",
            "INTERSECT",
            "INTERVAL",
            "IS",
            "JOIN",
            "LATERAL",
            "LEFT",
            "LIKE",
            "LIMIT",
            "NULL",
            "OFFSET",
            "ON",
            "OR",
            "ORDER",
            "OUTER",
            "OVER",
            "PARTITION",
            "QUALIFY",
            "REPLACE",
            "SUM",
            "SUMMARIZE",
            "THEN",
            "TRUE",
            "UNION",
            "USING",
            "WHEN",
            "WHERE",
            "WINDOW",
            "$commit_time",
            "$event_time",
            "$event_date",
            "run_end_time()",
            "run_start_time()",
            "time_filter()");

    private Words() {}

    static List<String> all(List<String> keywords) {
        return Stream.concat(keywords.stream(), OF_QUERIES.stream())
                .distinct()
                .sorted()
                .toList();
    }
}
