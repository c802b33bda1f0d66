package io.millrace.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.contract.Decoding;
import io.millrace.spi.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":tru} | expected true, false or null, found '}' at byte 8 in a",
                "{\"items\":[{\"sku\":1},{\"sku\":x}]} | expected a value, found 'x' at byte 27 in items[1].sku",
                "{\"a\":1 \"b\":2} | expected ',' or '}', found '\"' at byte 7 in a",
                "{\"a\":[1 2]} | expected ',' or ']', found '2' at byte 8 in a[0]",
                "{\"a\" 1} | expected ':', found '1' at byte 5 in a",
                "{a:1} | expected a key in double quotes or '}', found 'a' at byte 1",
                "{\"a\":1,} | expected a key in double quotes, found '}' at byte 7 in a",
                "{\"a\":01} | expected no digit after a leading zero, found '1' at byte 6 in a",
                "{\"a\":-} | expected a digit, found '}' at byte 6 in a",
                "{\"a\":1.} | expected a digit, found '}' at byte 7 in a",
                "{\"a\":\"\\x\"} | expected one of \" \\ / b f n r t u after a backslash, found 'x' at byte 7 in a",
                "{\"a\":\"\\u12g4\"} | expected four hexadecimal digits after \\u, found 'g' at byte 10 in a",
                "{\"a\":\"x | expected more, found the end at byte 7 in a",
                "{\"a\":{\"b\":1} | expected more, found the end at byte 12 in a",
                "{\"a\":1}, | expected a value, found ',' at byte 0",
                "12x | expected a blank or the next record, found 'x' at byte 2",
                "] | expected a value, found ']' at byte 0",
            })
    void reasonsArePrecise(String payload, String reason) {
        Decoding decoding = JsonDecoding.of(payload);
        assertThat(decoding.rejects).hasSize(1);
        assertThat(decoding.rejects.get(0).reason()).isEqualTo(reason);
        assertThat(decoding.rejects.get(0).code()).isEqualTo(ErrorCode.MALFORMED_RECORD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\\ud800 | expected a text, found half of a surrogate pair at byte 6 in a",
                "x\\udc00 | expected a text, found half of a surrogate pair at byte 7 in a",
                "\\ud800\\u0041 | expected a text, found half of a surrogate pair at byte 6 in a",
                "\\ud800\\ud800 | expected a text, found half of a surrogate pair at byte 6 in a",
                "\\ud800x | expected a text, found half of a surrogate pair at byte 6 in a",
            })
    void loneSurrogatesAreNoText(String text, String reason) {
        Decoding decoding = JsonDecoding.of("{\"a\":1}{\"a\":\"" + text + "\",\"b\":{}} {\"a\":2}");
        assertThat(decoding.rejects)
                .containsExactly(
                        new Decoding.Reject(ErrorCode.INVALID_UTF8, reason, "{\"a\":\"" + text + "\",\"b\":{}}"));
        assertThat(decoding.text()).isEqualTo("{\"a\":1}\n{\"a\":2}");
    }

    @ParameterizedTest
    @CsvSource({
        "80",
        "C0AF",
        "C1BF",
        "C328",
        "E08080",
        "EDA080",
        "E28228",
        "F0808080",
        "F4908080",
        "F5808080",
        "FF",
        "E282"
    })
    void invalidUtf8IsRejectedAndCostsNoNeighbour(String hex) {
        byte[] before = "[{\"a\":1},{\"a\":\"xxxxxxxxx".getBytes(StandardCharsets.UTF_8);
        byte[] bad = java.util.HexFormat.of().parseHex(hex);
        byte[] after = "\"},{\"a\":2}]".getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[before.length + bad.length + after.length];
        System.arraycopy(before, 0, payload, 0, before.length);
        System.arraycopy(bad, 0, payload, before.length, bad.length);
        System.arraycopy(after, 0, payload, before.length + bad.length, after.length);
        Decoding decoding = JsonDecoding.of(payload);
        assertThat(decoding.text()).isEqualTo("{\"a\":1}\n{\"a\":2}");
        assertThat(decoding.rejects).hasSize(1);
        assertThat(decoding.rejects.get(0).code()).isEqualTo(ErrorCode.INVALID_UTF8);
        assertThat(decoding.rejects.get(0).reason()).startsWith("expected UTF-8, found byte 0x");
        assertThat(decoding.rejects.get(0).text()).startsWith("{\"a\":\"xxx").endsWith("\"}");
    }

    @Test
    void rawControlCharacterAndNulAreMalformed() {
        Decoding decoding = JsonDecoding.of("{\"a\":\"x\0y\"}\n{\"b\":2}\n\0\n{\"a\":\"x\ty\"}\n{\"a\":\"x\\u0000y\"}");
        assertThat(decoding.rejects).hasSize(3);
        assertThat(decoding.rejects.get(0).reason())
                .isEqualTo("expected an escape such as \\n for a control character, found byte 0x00 at byte 7 in a");
        assertThat(decoding.rejects.get(1))
                .isEqualTo(new Decoding.Reject(
                        ErrorCode.MALFORMED_RECORD, "expected a value, found byte 0x00 at byte 0", "\0"));
        assertThat(decoding.rows).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1} / {\"a\":tru} / {\"a\":2} | {\"a\":tru}",
                "{\"a\":1} / {\"a\":1, / {\"a\":2} | {\"a\":1,",
                "{\"a\":1} / {\"a\": / {\"a\":2} | {\"a\":",
                "{\"a\":1} / {\"b\":[ / {\"a\":2} | {\"b\":[",
                "{\"a\":1} / {\"b\":{\"c\":\"x / {\"a\":2} | {\"b\":{\"c\":\"x",
                "{\"a\":1} / {\"a\":3}} / {\"a\":2} | }",
                "{\"a\":1} / garbage in / any line / {\"a\":2} | garbage in / any line",
                "{\"a\":1} / {\"a\":x} /   {\"a\":2} | {\"a\":x}",
                "{\"a\":1} / { /   \"b\": x, /   \"c\": [ /     { /       \"a\": 9 /     } /   ] / } / {\"a\":2} "
                        + "| { /   \"b\": x, /   \"c\": [ /     { /       \"a\": 9 /     } /   ] / }",
                "[{\"a\":1}, / {\"a\":x}, / {\"a\":2}] | {\"a\":x}",
                "[ /   {\"a\":1}, /   {\"a\":2}, /   {\"a\":x} / ] | {\"a\":x}",
                "[ /   {\"a\":1}, /   { /     \"b\": [ /       {\"a\":x} /     ] /   }, /   {\"a\":2} / ] "
                        + "| { /     \"b\": [ /       {\"a\":x} /     ] /   }",
                "[{\"a\":1} / ,{\"a\":x} / ,{\"a\":2} / ] | {\"a\":x}",
                "[{\"a\":1},{\"a\":x}] / [{\"a\":2}] | {\"a\":x}]",
            })
    void brokenRecordEndsAtTheNextLineThatBeginsAValue(String lines, String reject) {
        Decoding decoding = JsonDecoding.of(lines.replace(" / ", "\n"));
        assertThat(decoding.rejects).extracting(Decoding.Reject::text).containsExactly(reject.replace(" / ", "\n"));
        assertThat(decoding.rows)
                .extracting(row -> row.get("a").intValue())
                .startsWith(1)
                .endsWith(2);
    }

    @Test
    void scalarLineEndsABrokenObject() {
        Decoding decoding = JsonDecoding.of("{\"a\":x}\n\"a text\"\n{\"a\":x}\n\"b\":1}\n5\n{\"a\":x}\n[{\"a\":2}]");
        assertThat(decoding.text().lines()).containsExactly("{\"value\":\"a text\"}", "{\"value\":5}", "{\"a\":2}");
        assertThat(decoding.rejects)
                .extracting(Decoding.Reject::text)
                .containsExactly("{\"a\":x}", "{\"a\":x}\n\"b\":1}", "{\"a\":x}");
    }

    @Test
    void brokenRecordLeavesNoTrace() {
        String good = "{\"a\":1,\"l\":[1,[2],{\"s\":\"x\"}],\"o\":{\"p\":null,\"q\":\"y\"}}";
        String bad = "{\"a\":5,\"l\":[3,[4,5],{\"s\":\"z\"},{\"s\":1}],\"o\":{\"q\":\"w\"},\"a\":\"t\",\"o\":tr}";
        Decoding decoding = JsonDecoding.of(good + "\n" + bad + "\n" + good);
        Decoding without = JsonDecoding.of(good + "\n" + good);
        assertThat(decoding.rejects).hasSize(1);
        assertThat(decoding.rows).isEqualTo(without.rows);
        assertThat(decoding.lastKinds).isEqualTo(without.lastKinds);
    }
}
