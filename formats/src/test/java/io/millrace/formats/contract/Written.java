package io.millrace.formats.contract;

import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.option.OptionAssignment;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import java.util.ArrayList;
import java.util.List;

/** Options as a worksheet has them. */
public final class Written {
    private static final SourceLocation NOWHERE = new SourceLocation("test", 1, 1);

    private Written() {}

    /** @param pairs name, value; values are String, Boolean, Integer or a list of String */
    public static Options of(OptionSet set, Object... pairs) {
        List<OptionAssignment> assignments = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            assignments.add(new OptionAssignment((String) pairs[i], value(pairs[i + 1]), NOWHERE, NOWHERE));
        }
        return set.resolve(assignments, NOWHERE);
    }

    private static OptionValue value(Object value) {
        if (value instanceof Boolean flag) {
            return new OptionValue.Flag(flag);
        }
        if (value instanceof Integer number) {
            return new OptionValue.Numeral(number.toString());
        }
        if (value instanceof List<?> list) {
            return new OptionValue.Items(list.stream().map(Written::value).toList());
        }
        return new OptionValue.Text((String) value);
    }
}
