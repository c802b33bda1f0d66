package io.millrace.spi.option;

import java.io.Serializable;
import java.time.Instant;

/** Where a new job begins to read, or where it ends. */
public sealed interface StartPoint extends Serializable {
    /** All that the source still holds. */
    record Beginning() implements StartPoint {}

    /** Only what arrives after the job was created. */
    record Now() implements StartPoint {}

    /** What the source received at an instant or after it. */
    record At(Instant instant) implements StartPoint {}
}
