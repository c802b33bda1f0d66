package io.millrace.sql.tree;

/** A kind of thing that has a name. */
public enum ObjectKind {
    TABLE,
    JOB,
    CONNECTION
}
