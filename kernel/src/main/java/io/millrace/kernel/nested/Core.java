package io.millrace.kernel.nested;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One SELECT ... FROM ... of a query, as its tokens show it. */
final class Core {
    /** What becomes of the arrays in the SELECT list. */
    enum Shape {
        ROWS,
        UNNESTED,
        /** A row of NULLs for an array without elements. */
        UNNESTED_OUTER
    }

    /** The parts of a SELECT. */
    enum Kind {
        SELECT,
        FROM,
        LET,
        LET_OF_GROUPS,
        WHERE,
        GROUP_BY,
        OTHER
    }

    /**
     * A clause: its words are the tokens from {@code keyword} on, what follows them those from {@code first} to
     * {@code last}, exclusive.
     */
    record Clause(Kind kind, int keyword, int first, int last) {}

    /** A table in FROM: by what it is qualified, or its full name. */
    record Source(List<String> path, boolean isAlias) {}

    final Shape shape;
    final List<Clause> clauses = new ArrayList<>();
    final List<Source> sources = new ArrayList<>();
    final List<Let> lets = new ArrayList<>();
    final List<Item> items = new ArrayList<>();
    Span span = new Span(0, 0);

    Core(Shape shape) {
        this.shape = shape;
    }

    Optional<Clause> clause(Kind kind) {
        return clauses.stream().filter(clause -> clause.kind() == kind).findFirst();
    }

    boolean has(Kind kind) {
        return clause(kind).isPresent();
    }
}
