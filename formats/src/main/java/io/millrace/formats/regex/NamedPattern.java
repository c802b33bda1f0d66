package io.millrace.formats.regex;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression with named groups. Java's names take letters and digits only; columns have underscores, so the
 * names are taken out and the groups found by number. One name may stand in several alternatives.
 *
 * @param columns the names of the groups in their order
 * @param groups the number of each
 */
record NamedPattern(Pattern pattern, List<String> columns, List<Integer> groups) {
    /** A class of characters, a quotation, a reference by name, an escape, a group with a name, a group without. */
    private static final Pattern TOKENS = Pattern.compile(
            "\\[\\^?\\]?(?:\\\\.|[^\\]\\\\])*\\]|\\\\Q.*?(?:\\\\E|$)|\\\\k<(?<back>[^>]*)>|\\\\.|\\(\\?<(?<name>[^=!>][^>]*|)>"
                    + "|(?<plain>\\((?!\\?))",
            Pattern.DOTALL);

    NamedPattern {
        columns = List.copyOf(columns);
        groups = List.copyOf(groups);
    }

    static NamedPattern compile(String text) {
        List<String> columns = new ArrayList<>();
        List<Integer> groups = new ArrayList<>();
        StringBuilder compiled = new StringBuilder();
        int count = 0;
        Matcher tokens = TOKENS.matcher(text);
        while (tokens.find()) {
            String name = tokens.group("name");
            String back = tokens.group("back");
            String replacement = tokens.group();
            if (name != null) {
                columns.add(checked(name, text));
                groups.add(++count);
                replacement = "(";
            } else if (tokens.group("plain") != null) {
                count++;
            } else if (back != null && columns.contains(back)) {
                replacement = "(?:\\" + groups.get(columns.lastIndexOf(back)) + ")";
            }
            tokens.appendReplacement(compiled, Matcher.quoteReplacement(replacement));
        }
        tokens.appendTail(compiled);
        if (columns.isEmpty()) {
            throw invalid(text, "name at least one group: (?<name>...)");
        }
        return new NamedPattern(compiled(compiled.toString(), count, text), columns, groups);
    }

    private static Pattern compiled(String compiled, int groups, String text) {
        try {
            Pattern pattern = Pattern.compile(compiled);
            if (pattern.matcher("").groupCount() != groups) {
                throw invalid(text, "its groups cannot be counted; write it without comments and nested classes");
            }
            return pattern;
        } catch (PatternSyntaxException e) {
            throw invalid(text, "the regular expression is not valid: " + e.getDescription());
        }
    }

    private static String checked(String name, String text) {
        if (!name.matches("\\w+")) {
            throw invalid(text, "the name of a group has letters, digits and underscores: " + name);
        }
        return name;
    }

    private static MillraceException invalid(String text, String hint) {
        return new MillraceException(ErrorCode.INVALID_OPTION_VALUE, "Cannot set option PATTERN: '" + text + "'")
                .withHint(hint);
    }
}
