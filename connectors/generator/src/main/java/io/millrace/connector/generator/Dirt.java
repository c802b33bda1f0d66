package io.millrace.connector.generator;

/** What may be wrong with an event. */
public enum Dirt {
    NONE,
    /** Its own time is hours behind the stream. */
    LATE,
    /** A number is written as text. */
    TEXT_FOR_NUMBER,
    /** It is cut off and no JSON. */
    TRUNCATED
}
