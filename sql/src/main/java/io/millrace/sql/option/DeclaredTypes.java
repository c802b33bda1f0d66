package io.millrace.sql.option;

import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionType;
import java.util.List;
import java.util.Optional;

/** The types of Millrace's own options, for a reader that needs to know whether a value is SQL. */
public final class DeclaredTypes {
    private static final List<OptionSet> SETS =
            List.of(JobOptions.COPY, JobOptions.INSERT, TableOptions.CREATE, TableOptions.DROP);

    private DeclaredTypes() {}

    /** The type of an option by its name; empty for an option of a connector or a format. */
    public static Optional<OptionType<?>> find(String name) {
        return SETS.stream()
                .flatMap(set -> set.find(name).stream())
                .<OptionType<?>>map(OptionSpec::type)
                .findFirst();
    }
}
