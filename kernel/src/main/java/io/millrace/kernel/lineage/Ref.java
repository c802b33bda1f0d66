package io.millrace.kernel.lineage;

import java.util.Optional;
import java.util.function.Function;

/**
 * That a value depends on a field.
 *
 * @param field empty for a value that depends on none
 * @param follows whether what is inside the value is what is inside the field
 * @param text of the expression that computes the value; empty for a value taken as it is
 */
record Ref(Optional<Followed> field, boolean follows, Derivation kind, String text) {
    static Ref identity(Followed field) {
        return new Ref(Optional.of(field), true, Derivation.IDENTITY, "");
    }

    static Ref none(String text) {
        return new Ref(Optional.empty(), false, Derivation.EXPRESSION, text);
    }

    Ref inside(Function<Followed, Optional<Followed>> step) {
        if (!follows) {
            return this;
        }
        Optional<Followed> next = field.flatMap(step);
        return next.isPresent()
                ? new Ref(next, true, kind, text)
                : new Ref(field, false, kind.max(Derivation.EXPRESSION), text);
    }

    /** The same, computed by one more expression. */
    Ref by(Derivation least, String expression) {
        return new Ref(field, follows, kind.max(least), expression);
    }

    /** The same, as an input of something whose inside has nothing to do with it. */
    Ref input(Derivation least, String expression) {
        return new Ref(field, false, kind.max(least), expression);
    }
}
