package io.millrace.server;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** What a statement yields. */
public sealed interface Result {
    /** Something was done; the message says what, in a few words. */
    record Done(String message) implements Result {
        public Done {
            requireNonNull(message, "message is null");
        }
    }

    /** Rows, to be read once and closed. */
    non-sealed interface Table extends Result, AutoCloseable {
        List<Heading> columns();

        /** Steps to the next row; false behind the last. */
        boolean next();

        /**
         * The value of a column of the current row, counted from 0; empty for NULL. Plain Java values; structs are maps,
         * lists are lists.
         */
        Optional<Object> value(int column);

        /** The current row as a JSON object on one line. */
        String json();

        /** What a person should know of these rows besides what is in them: how content was read, what was left out. */
        default List<String> notes() {
            return List.of();
        }

        @Override
        void close();
    }

    /** @param type as SQL writes it */
    record Heading(String name, String type) {}
}
