package io.millrace.formats.json;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random JSON texts: written by hand rather than by a library, so that every spelling of a value occurs. */
final class Documents {
    private Documents() {}

    static Arbitrary<String> records() {
        return object(3);
    }

    /** Lines of one record each. */
    static Arbitrary<List<String>> lines() {
        return records()
                .map(record -> record.replace("\n", " "))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static Arbitrary<String> value(int depth) {
        Arbitrary<String> scalar = Arbitraries.frequencyOf(
                Tuple.of(4, numbers()), Tuple.of(4, strings()), Tuple.of(2, Arbitraries.of("true", "false", "null")));
        if (depth == 0) {
            return scalar;
        }
        return Arbitraries.frequencyOf(
                Tuple.of(5, scalar),
                Tuple.of(2, Arbitraries.lazy(() -> object(depth - 1))),
                Tuple.of(2, Arbitraries.lazy(() -> array(depth - 1))));
    }

    private static Arbitrary<String> object(int depth) {
        Arbitrary<String> member = Combinators.combine(keys(), blanks(), blanks(), value(depth))
                .as((key, before, after, value) -> key + before + ":" + after + value);
        return Combinators.combine(member.list().ofMaxSize(6), blanks(), blanks())
                .as((members, before, after) ->
                        "{" + before + String.join(before + "," + after, members) + after + "}");
    }

    private static Arbitrary<String> array(int depth) {
        return Combinators.combine(value(depth).list().ofMaxSize(4), blanks(), blanks())
                .as((values, before, after) -> "[" + before + String.join(after + "," + before, values) + after + "]");
    }

    private static Arbitrary<String> blanks() {
        return Arbitraries.frequency(Tuple.of(8, ""), Tuple.of(2, " "), Tuple.of(1, "\n  "), Tuple.of(1, "\r\n\t"));
    }

    private static Arbitrary<String> keys() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        8,
                        Arbitraries.of(
                                        "a",
                                        "b",
                                        "c",
                                        "A",
                                        "id",
                                        "name",
                                        "a_long_key_name",
                                        "a_very_long_key_name_xyz",
                                        "x_")
                                .map(key -> "\"" + key + "\"")),
                Tuple.of(1, Arbitraries.of("\"\\u0061\"", "\"n\\u0061me\"", "\"\"", "\"schlüssel\"", "\"\\n\"")),
                Tuple.of(1, strings()));
    }

    static Arbitrary<String> strings() {
        Arbitrary<String> piece = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.strings().ascii().ofMaxLength(20).map(Documents::plain)),
                Tuple.of(2, Arbitraries.strings().all().ofMaxLength(6).map(Documents::plain)),
                Tuple.of(
                        2,
                        Arbitraries.of(
                                "\\n",
                                "\\\"",
                                "\\\\",
                                "\\/",
                                "\\b",
                                "\\f",
                                "\\r",
                                "\\t",
                                "\\u0000",
                                "\\u00e9",
                                "\\u20AC",
                                "\\ud83d\\uDE00",
                                "é",
                                "大阪",
                                "😀",
                                "\u007f")));
        return piece.list().ofMaxSize(4).map(pieces -> "\"" + String.join("", pieces) + "\"");
    }

    private static String plain(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .filter(c -> c >= ' ' && c != '"' && c != '\\' && (c < 0xD800 || c > 0xDFFF))
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    static Arbitrary<String> numbers() {
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(42);
        Arbitrary<String> shortDigits =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(17);
        Arbitrary<String> whole = Arbitraries.oneOf(digits, shortDigits).map(Documents::withoutLeadingZeros);
        return Arbitraries.oneOf(
                Arbitraries.longs().map(String::valueOf),
                Arbitraries.doubles().map(String::valueOf),
                Arbitraries.doubles().between(-180, 180).map(String::valueOf),
                Arbitraries.of(
                        "-0", "0", "-0.0", "0e7", "1e400", "1E-400", "1e99999999999", "0e99999999999", "4.9e-324"),
                Combinators.combine(
                                Arbitraries.of("", "-"),
                                whole,
                                Arbitraries.oneOf(Arbitraries.just(""), shortDigits, digits),
                                Arbitraries.of("", "", "", "e5", "E-3", "e+22", "e-30", "e30"))
                        .as((sign, integer, fraction, exponent) ->
                                sign + integer + (fraction.isEmpty() ? "" : "." + fraction) + exponent));
    }

    private static String withoutLeadingZeros(String digits) {
        String stripped = digits.replaceFirst("^0+", "");
        return stripped.isEmpty() ? "0" : stripped;
    }
}
