package io.millrace.connector.generator;

import java.util.ArrayList;
import java.util.List;

/**
 * A placeholder as written: a name, and arguments in parentheses if there are any. An argument in double quotes may hold
 * commas.
 *
 * @param at where in the template it begins
 */
record Call(String written, int at, String name, List<String> values) {
    static Call read(String written, int at) {
        int open = written.indexOf('(');
        if (open < 0) {
            return new Call(written, at, written, List.of());
        }
        if (!written.endsWith(")")) {
            throw Arguments.error(written, at).withHint("the parenthesis is never closed");
        }
        return new Call(
                written,
                at,
                written.substring(0, open).strip(),
                split(written.substring(open + 1, written.length() - 1)));
    }

    Arguments arguments(String usage) {
        return new Arguments(written, at, usage, values);
    }

    private static List<String> split(String inside) {
        List<String> values = new ArrayList<>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i <= inside.length(); i++) {
            if (i == inside.length() || (inside.charAt(i) == ',' && !quoted)) {
                values.add(inside.substring(start, i).strip());
                start = i + 1;
            } else {
                quoted ^= inside.charAt(i) == '"';
            }
        }
        return values;
    }
}
