package io.millrace.kernel.nested;

import java.util.Optional;

/**
 * An item of a SELECT list.
 *
 * @param expression without the alias
 * @param alias where it goes in the result, if that is said
 * @param type from {@code AS name::type}
 * @param isStar whether it begins with {@code *}
 */
record Item(Span span, Span expression, Optional<Path> alias, Optional<Span> type, boolean isStar) {
    /** Whether DuckDB's parser takes the alias as it stands. */
    boolean isUsual() {
        return type.isEmpty() && alias.map(Path::isPlain).orElse(true);
    }
}
