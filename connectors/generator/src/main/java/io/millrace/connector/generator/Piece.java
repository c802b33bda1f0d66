package io.millrace.connector.generator;

/** A piece of a text template: text as it stands, or what a placeholder draws. */
interface Piece {
    void write(EventBuffer into);
}
