package io.millrace.kernel.nested;

import io.millrace.kernel.nested.Step.Field;
import io.millrace.kernel.type.SqlText;
import java.util.List;
import java.util.Locale;

/** A place inside a record, such as {@code orders[].items[].sku}. */
record Path(List<Step> steps) {
    Path {
        steps = List.copyOf(steps);
    }

    /** The name of the column. */
    String root() {
        return ((Field) steps.get(0)).name();
    }

    /** The name of the innermost field. */
    String last() {
        for (int i = steps.size() - 1; i > 0; i--) {
            if (steps.get(i) instanceof Field field) {
                return field.name();
            }
        }
        return root();
    }

    boolean isPlain() {
        return steps.size() == 1;
    }

    /** How many arrays it leads through. */
    int arrays() {
        return (int) steps.stream().filter(step -> step == Step.EACH).count();
    }

    boolean isEach(int step) {
        return steps.get(step) == Step.EACH;
    }

    Path without(int leading) {
        return new Path(steps.subList(leading, steps.size()));
    }

    /** What tells the array before a step from others: names do not differ by case. */
    String array(int step) {
        return written(steps.subList(0, step)).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return written(steps);
    }

    private static String written(List<Step> steps) {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            if (step instanceof Field field) {
                text.append(text.isEmpty() ? "" : ".").append(SqlText.nameIfNeeded(field.name()));
            } else {
                text.append("[]");
            }
        }
        return text.toString();
    }
}
