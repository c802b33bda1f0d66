package io.millrace.kernel.nested;

/** A part of a path: a field, or the elements of the array before it. */
sealed interface Step {
    record Field(String name) implements Step {}

    record Each() implements Step {}

    Each EACH = new Each();
}
