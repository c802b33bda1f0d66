package io.millrace.spi.option;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The one declaration of an option: parsing, errors, DESCRIBE and the documentation all come from it.
 *
 * @param name in upper case, such as {@code COMMIT_INTERVAL}
 * @param description one sentence without a full stop
 * @param example a value as a user would write it
 */
public record OptionSpec<T>(
        String name,
        OptionType<T> type,
        Optional<T> defaultValue,
        String description,
        String example,
        Set<Trait> traits) {
    /** What else holds for an option. */
    public enum Trait {
        REQUIRED,
        /** May be changed by {@code ALTER ... SET}; every other option is fixed at creation. */
        EDITABLE,
        /** Never printed, logged or returned. */
        SECRET
    }

    public OptionSpec {
        traits = Set.copyOf(traits);
    }

    public static <T> OptionSpec<T> required(
            String name, OptionType<T> type, String description, String example, Trait... traits) {
        EnumSet<Trait> all = EnumSet.of(Trait.REQUIRED, traits);
        return new OptionSpec<>(name, type, Optional.empty(), description, example, all);
    }

    public static <T> OptionSpec<T> optional(
            String name, OptionType<T> type, String description, String example, Trait... traits) {
        return new OptionSpec<>(name, type, Optional.empty(), description, example, Set.of(traits));
    }

    public static <T> OptionSpec<T> defaulted(
            String name, OptionType<T> type, T value, String description, String example, Trait... traits) {
        return new OptionSpec<>(name, type, Optional.of(value), description, example, Set.of(traits));
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }
}
