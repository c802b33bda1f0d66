package io.millrace.kernel.function.computed;

import java.time.LocalDateTime;

/** Writes times and reads them. */
interface TimePattern {
    String format(LocalDateTime time);

    /** Microseconds since 1970; throws for what is not of the pattern. */
    Long parse(String text);
}
