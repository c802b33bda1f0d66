package io.millrace.spi.option;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a user wrote after {@code NAME =}, before the option's type gives it a meaning. */
public sealed interface OptionValue extends Serializable {
    /** {@code 'text'}. */
    record Text(String value) implements OptionValue {}

    /** A bare or double-quoted word: {@code JSON}, {@code BEGINNING}. */
    record Word(String value) implements OptionValue {}

    /** A number as written. */
    record Numeral(String value) implements OptionValue {}

    /** {@code TRUE} or {@code FALSE}. */
    record Flag(boolean value) implements OptionValue {}

    /** {@code 5 SECONDS}. */
    record Span(Duration value) implements OptionValue {}

    /** {@code TIMESTAMP '2026-01-31 00:00:00'}, in UTC. */
    record Moment(Instant value) implements OptionValue {}

    /** {@code ('a', 'b')}. */
    record Items(List<OptionValue> values) implements OptionValue {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** An SQL expression, as written: {@code EVENT_TIME = epoch_ms(ts)}. */
    record Expression(String sql) implements OptionValue {}

    /** {@code (email = MD5(email), ...)}: names with SQL expressions. */
    record Assignments(List<Assignment> values) implements OptionValue {
        public Assignments {
            values = List.copyOf(values);
        }
    }

    /** One {@code path = expression} of {@link Assignments}. */
    record Assignment(String path, String sql, SourceLocation location) implements Serializable {}

    /** {@code (TYPE = CSV DELIMITER = ';')}: a word with options of its own. */
    record Nested(List<OptionAssignment> options) implements OptionValue {
        public Nested {
            options = List.copyOf(options);
        }
    }

    /** {@code ENV('NAME')}: read from the environment when used, never stored. */
    record Environment(String variable) implements OptionValue {}

    /** {@code FILE('/path')}: read from a file when used, never stored. */
    record FileContent(String path) implements OptionValue {}

    /** This value with {@code ENV} and {@code FILE} replaced by what they refer to now. */
    default OptionValue dereference() {
        if (this instanceof Environment environment) {
            String value = System.getenv(environment.variable());
            if (value == null) {
                throw new MillraceException(
                                ErrorCode.SECRET_NOT_FOUND,
                                "Cannot find environment variable: " + environment.variable())
                        .withHint("set it before starting millrace");
            }
            return new Text(value);
        }

        if (this instanceof FileContent file) {
            try {
                return new Text(Files.readString(Path.of(file.path())).strip());
            } catch (IOException e) {
                throw new MillraceException(ErrorCode.SECRET_NOT_FOUND, "Cannot read file: " + file.path(), e);
            }
        }
        return requireNonNull(this);
    }
}
