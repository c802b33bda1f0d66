package io.millrace.sql.tree;

/** A kind of thing that has a name. */
public enum ObjectKind {
    TABLE("TABLE"),
    JOB("JOB"),
    CONNECTION("CONNECTION"),
    VIEW("MATERIALIZED VIEW"),
    FUNCTION("FUNCTION");

    private final String words;

    ObjectKind(String words) {
        this.words = words;
    }

    /** As it is written in SQL. */
    public String words() {
        return words;
    }
}
