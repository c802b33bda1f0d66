package io.millrace.kernel.function.computed;

import static io.millrace.kernel.function.ValueType.LONG;
import static io.millrace.kernel.function.ValueType.TEXT;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.kernel.function.JavaFunction;
import io.millrace.kernel.recent.Recent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Regular expressions in Java's syntax. Lists come out as JSON. An expression that takes too long has failed. */
public final class RegexpFunctions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATTERNS = 1000;
    private static final Recent<String, Pattern> COMPILED = new Recent<>(PATTERNS);
    private static final Pattern GROUP_NAME = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

    /** All of them. */
    public static final List<JavaFunction> ALL = List.of(
            JavaFunction.test("regexp_like", a -> matcher(a).find(), TEXT, TEXT),
            JavaFunction.number("regexp_count", a -> matcher(a).results().count(), TEXT, TEXT),
            JavaFunction.text("regexp_extract", a -> extract(matcher(a), (Long) a[2]), TEXT, TEXT, LONG),
            JavaFunction.text("regexp_all", a -> all(matcher(a), (Long) a[2]), TEXT, TEXT, LONG),
            JavaFunction.number("regexp_position", a -> position(a, (Long) a[2], (Long) a[3]), TEXT, TEXT, LONG, LONG),
            JavaFunction.text("regexp_replace", a -> matcher(a).replaceAll((String) a[2]), TEXT, TEXT, TEXT),
            JavaFunction.text(
                    "regexp_split",
                    a -> JSON.writeValueAsString(pattern((String) a[1]).split(new LimitedText((String) a[0]), -1)),
                    TEXT,
                    TEXT),
            JavaFunction.text("regexp_pieces", a -> pieces(matcher(a), (String) a[0]), TEXT, TEXT),
            JavaFunction.text("regexp_named", a -> named(matcher(a), (String) a[1]), TEXT, TEXT));

    private RegexpFunctions() {}

    private static Matcher matcher(Object[] arguments) throws Exception {
        return pattern((String) arguments[1]).matcher(new LimitedText((String) arguments[0]));
    }

    private static Pattern pattern(String text) throws Exception {
        return COMPILED.get(text, Pattern::compile);
    }

    private static String extract(Matcher matcher, long group) {
        return matcher.find() ? matcher.group(Math.toIntExact(group)) : null;
    }

    private static String all(Matcher matcher, long group) throws JsonProcessingException {
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(Math.toIntExact(group)));
        }
        return JSON.writeValueAsString(found);
    }

    private static Long position(Object[] arguments, long start, long occurrence) throws Exception {
        String text = (String) arguments[0];
        if (start < 1 || occurrence < 1) {
            return null;
        }
        if (start > text.codePointCount(0, text.length())) {
            return -1L;
        }
        Matcher matcher = matcher(arguments);
        boolean found = matcher.find(text.offsetByCodePoints(0, Math.toIntExact(start - 1)));
        for (long i = 1; found && i < occurrence; i++) {
            found = matcher.find();
        }
        return found ? (long) text.codePointCount(0, matcher.start()) + 1 : -1L;
    }

    private static String pieces(Matcher matcher, String text) throws JsonProcessingException {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        while (matcher.find()) {
            List<String> groups = new ArrayList<>();
            for (int i = 1; i <= matcher.groupCount(); i++) {
                groups.add(matcher.group(i));
            }
            pieces.add(new Piece(text.substring(from, matcher.start()), groups));
            from = matcher.end();
        }
        pieces.add(new Piece(text.substring(from), null));
        return JSON.writeValueAsString(pieces);
    }

    /** What stands in front of an occurrence of a pattern, and its groups; null behind the last one. */
    private record Piece(String before, List<String> groups) {}

    private static String named(Matcher matcher, String pattern) throws JsonProcessingException {
        if (!matcher.find()) {
            return null;
        }
        Map<String, String> groups = new LinkedHashMap<>();
        for (Matcher name = GROUP_NAME.matcher(pattern); name.find(); ) {
            groups.put(name.group(1), matcher.group(name.group(1)));
        }
        return JSON.writeValueAsString(groups);
    }
}
