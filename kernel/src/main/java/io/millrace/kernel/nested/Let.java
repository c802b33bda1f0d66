package io.millrace.kernel.nested;

import io.millrace.kernel.nested.Found.Mention;
import io.millrace.spi.error.SourceLocation;

/**
 * {@code LET target = expression}.
 *
 * @param number among all of the query
 * @param ofGroups whether it follows GROUP BY
 * @param isInline whether it is written out wherever it is mentioned
 */
record Let(int number, Mention target, Span expression, SourceLocation location, boolean ofGroups, boolean isInline) {
    String alias() {
        return "let:" + number;
    }

    Let inline() {
        return new Let(number, target, expression, location, ofGroups, true);
    }
}
