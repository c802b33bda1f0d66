package io.millrace.kernel.lineage;

/** A query has something in it whose columns cannot be told from its text. */
final class NotUnderstood extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotUnderstood(String what) {
        super(what, null, false, false);
    }
}
