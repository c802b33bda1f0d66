package io.millrace.spi.option;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Options as written, checked; {@code ENV} and {@code FILE} are read anew at each use and never kept. */
public final class Options implements Serializable {
    public static final Options NONE = new Options(Map.of());

    private final LinkedHashMap<String, OptionValue> values;

    public Options(Map<String, OptionValue> values) {
        this.values = new LinkedHashMap<>(values);
    }

    /** The value of an option that is set or has a default. */
    public <T> T get(OptionSpec<T> spec) {
        return find(spec)
                .orElseThrow(() ->
                        new MillraceException(ErrorCode.MISSING_OPTION, "Cannot go on without option: " + spec.name()));
    }

    /** The value of an option, or its default, or empty. */
    public <T> Optional<T> find(OptionSpec<T> spec) {
        OptionValue written = values.get(spec.name());
        return written == null ? spec.defaultValue() : Optional.of(spec.type().read(spec.name(), written));
    }

    public boolean isSet(OptionSpec<?> spec) {
        return values.containsKey(spec.name());
    }

    /** What was written, by option name. */
    public Map<String, OptionValue> written() {
        return Map.copyOf(values);
    }
}
